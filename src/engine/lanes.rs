//! What the calling thread does: takes word from all threads, and brings it in order, for each output apart.

use super::budget::Budget;
use super::order::{Order, Sinks};
use super::{Event, OnProblem, Plan};
use crate::diagnostic::Report;
use crate::error::Error;
use crate::input::Meter;
use crate::latest::{Latest, Place};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{self, Seek, Write};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use tempfile::SpooledTempFile;

/// Where the outputs of [`Converter::run_each`](super::Converter::run_each) go. Inputs are named by their number, from 0.
pub trait Outputs {
    /// An output that is being written.
    type Output: Write;

    /// Opens the output of an input, when the first of it is to be written.
    ///
    /// # Errors
    ///
    /// When it cannot be opened. The input has then failed, and the others go on.
    fn open(&mut self, input: usize) -> Result<Self::Output, Error>;

    /// The output is whole.
    ///
    /// # Errors
    ///
    /// When it cannot be put into its place.
    fn close(&mut self, input: usize, output: Self::Output, report: &Report) -> Result<(), Error>;

    /// The input could not be converted, and what was written of it is gone.
    fn failed(&mut self, input: usize, error: &Error);
}

/// The rejects of an input are held in memory up to this size.
const REJECTS_IN_MEMORY: usize = 16 * 1024;

/// All outputs of a run.
pub struct Lanes<'r, 'a, O: Outputs> {
    pub plan: &'r Plan<'r>,
    pub outputs: &'r mut O,
    pub names: Vec<String>,
    /// Whether each input has an output of its own.
    pub each: bool,
    pub rejects: Option<Box<dyn Write + 'a>>,
    pub on_problem: Option<OnProblem<'a>>,
    pub meter: Option<Arc<Meter>>,
    pub latest: Option<Latest>,
}

/// An output, and what is known of its inputs.
struct Lane<'r, W: Write> {
    order: Order<'r, W>,
    waiting: BTreeMap<(usize, u64), Event>,
    next: (usize, u64),
    spool: Option<SpooledTempFile>,
}

/// What the lanes that are over have left.
#[derive(Default)]
struct Past {
    over: HashSet<usize>,
    total: Report,
    /// Inputs, for the report; they end in any order.
    inputs: BTreeMap<usize, Report>,
    rejects: BTreeMap<usize, Option<SpooledTempFile>>,
    /// Whose rejects are written next.
    next: usize,
}

impl<'r, O: Outputs> Lanes<'r, '_, O> {
    /// Takes events until all senders are gone. Gives the report, and what was learned of versions.
    pub fn run(
        mut self,
        events: &Receiver<(usize, u64, Event)>,
        budget: &Budget,
    ) -> Result<(Report, Option<Latest>), Error> {
        let mut lanes: HashMap<usize, Lane<'r, O::Output>> = HashMap::new();
        let mut past = Past::default();
        if !self.each {
            lanes.insert(0, self.lane(0)?);
        }
        for (unit, number, event) in events {
            let id = if self.each { unit } else { 0 };
            if past.over.contains(&id) {
                if let Event::Done(done) = event {
                    budget.give(unit, done.cost);
                }
                continue;
            }
            if let Err(fault) = self.take(&mut lanes, &mut past, (id, unit, number, event), budget) {
                if !self.each {
                    return Err(fault);
                }
                self.fail(&mut lanes, &mut past, id, &fault, budget);
            }
        }
        if let Some(lane) = lanes.remove(&0) {
            self.close(0, lane, &mut past)?;
        }
        self.write_rejects(&mut past)?;
        let mut report = past.total;
        for (_, of_input) in past.inputs {
            report.inputs.extend(of_input.inputs);
            report.failed.extend(of_input.failed);
        }
        report.held = budget.most_held();
        Ok((report, self.latest))
    }

    fn lane(&mut self, id: usize) -> Result<Lane<'r, O::Output>, Error> {
        let order = Order::new(self.plan, self.outputs.open(id)?);
        let spool = (self.each && self.rejects.is_some()).then(|| SpooledTempFile::new(REJECTS_IN_MEMORY));
        Ok(Lane { order, waiting: BTreeMap::new(), next: (id, 0), spool })
    }

    /// Takes one event, and all that waited for it.
    fn take(
        &mut self,
        lanes: &mut HashMap<usize, Lane<'r, O::Output>>,
        past: &mut Past,
        (id, unit, number, event): (usize, usize, u64, Event),
        budget: &Budget,
    ) -> Result<(), Error> {
        let lane = match lanes.get_mut(&id) {
            Some(lane) => lane,
            None => {
                // An input that cannot be read needs no output.
                if let Event::Failed(fault) = event {
                    return Err(fault);
                }
                let given = if let Event::Done(done) = &event { done.cost } else { 0 };
                let lane = self.lane(id).inspect_err(|_| budget.give(unit, given))?;
                lanes.entry(id).or_insert(lane)
            }
        };
        lane.waiting.insert((unit, number), event);
        while let Some(event) = lane.waiting.remove(&lane.next) {
            let unit = lane.next.0;
            lane.next.1 += 1;
            let rejects: Option<&mut dyn Write> = match (&mut lane.spool, &mut self.rejects) {
                (Some(spool), _) => Some(spool),
                (None, Some(rejects)) => Some(rejects),
                (None, None) => None,
            };
            let mut sinks = Sinks { rejects, on_problem: self.on_problem.as_mut() };
            match event {
                Event::Done(mut done) => {
                    let cost = done.cost;
                    if let (Some(meter), None) = (&self.meter, &self.latest) {
                        meter.add_records(done.report.read);
                    }
                    if let Some(latest) = &mut self.latest {
                        for (record, pmid, version) in done.seen.drain(..) {
                            latest.note(&pmid, version, Place { input: unit, record });
                        }
                    }
                    let taken = lane.order.take(*done, &mut sinks);
                    budget.give(unit, cost);
                    taken?;
                }
                Event::Found(diagnostic) => lane.order.note(&diagnostic, &mut sinks),
                // Whoever looks for versions alone leaves it to the next pass to complain.
                Event::Failed(_) if self.latest.is_some() => {
                    lane.next = (unit + 1, 0);
                    budget.go_on_to(unit + 1);
                }
                Event::Failed(fault) => return Err(fault),
                Event::Over(ended) => {
                    if let Some((input, format, records)) = ended {
                        lane.order.ended(&input, format, records);
                    }
                    if self.each {
                        if let Some(lane) = lanes.remove(&id) {
                            past.over.insert(id);
                            self.close(id, lane, past)?;
                        }
                        return Ok(());
                    }
                    lane.next = (unit + 1, 0);
                    budget.go_on_to(unit + 1);
                }
            }
        }
        Ok(())
    }

    /// The output is whole.
    fn close(&mut self, id: usize, lane: Lane<'r, O::Output>, past: &mut Past) -> Result<(), Error> {
        let Lane { order, mut spool, .. } = lane;
        let rejects: Option<&mut dyn Write> = match (&mut spool, &mut self.rejects) {
            (Some(spool), _) => Some(spool),
            (None, Some(rejects)) => Some(rejects),
            (None, None) => None,
        };
        let mut sinks = Sinks { rejects, on_problem: self.on_problem.as_mut() };
        let (output, mut report) = order.finish(&mut sinks)?;
        self.outputs.close(id, output, &report)?;
        past.inputs.insert(id, Report { inputs: std::mem::take(&mut report.inputs), ..Report::default() });
        past.total.absorb(report);
        past.rejects.insert(id, spool);
        self.write_rejects(past)
    }

    /// The output cannot be made. The others go on.
    fn fail(
        &mut self,
        lanes: &mut HashMap<usize, Lane<'r, O::Output>>,
        past: &mut Past,
        id: usize,
        fault: &Error,
        budget: &Budget,
    ) {
        past.over.insert(id);
        budget.give_up(id);
        if let Some(lane) = lanes.remove(&id) {
            for event in lane.waiting.into_values() {
                if let Event::Done(done) = event {
                    budget.give(id, done.cost);
                }
            }
            // What is in its buffers goes with it.
            lane.order.discard();
        }
        self.outputs.failed(id, fault);
        let name = self.names.get(id).cloned().unwrap_or_default();
        past.inputs.insert(id, Report { failed: vec![(name, fault.to_string())], ..Report::default() });
        past.rejects.insert(id, None);
    }

    /// Writes the rejects of inputs that are over, in the order of the inputs.
    fn write_rejects(&mut self, past: &mut Past) -> Result<(), Error> {
        let failed = |source| Error::Output { name: "the rejects".to_owned(), source };
        while let Some(spool) = past.rejects.remove(&past.next) {
            past.next += 1;
            if let (Some(mut spool), Some(rejects)) = (spool, &mut self.rejects) {
                spool.rewind().and_then(|()| io::copy(&mut spool, rejects)).map_err(failed)?;
            }
        }
        if let Some(rejects) = &mut self.rejects {
            rejects.flush().map_err(failed)?;
        }
        Ok(())
    }
}
