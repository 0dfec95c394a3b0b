//! Opens and cuts inputs, and sends chunks to the workers: what each cutting thread does.

use super::budget::{Budget, Refused};
use super::cutter::{Chunk, Cutter, PieceKind, Reading};
use super::worker::{self, Worker};
use super::{Event, Plan, SharedReading, lock};
use crate::article::Article;
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::format::{Outcome, Shape};
use crate::input::Input;
use crate::log::{Code, Log};
use std::iter::Enumerate;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex};
use std::vec::IntoIter;

/// The inputs of a run; whoever has time takes the next.
pub type Units = Mutex<Enumerate<IntoIter<Input>>>;

/// A chunk for a worker, with its place in the run.
pub struct Task {
    /// Which input it is of.
    pub unit: usize,
    /// Its number in that input, among all that is told of it.
    pub number: u64,
    /// Whether one article is written to the output, or several.
    pub shape: Shape,
    /// The records.
    pub chunk: Chunk,
}

/// Who works on chunks.
pub enum Hands<'a> {
    /// Whichever worker is free.
    Pool(Sender<Task>),
    /// The thread that cuts them, where there is one input at a time and one worker: no chunk leaves its caches.
    Own(Box<Worker<'a>>),
}

/// Hands chunks to workers, and word to the writing thread, under one numbering.
pub struct Feed<'a> {
    pub hands: Hands<'a>,
    pub to_order: Sender<(usize, u64, Event)>,
    pub budget: &'a Budget,
    /// What was numbered last.
    pub at: (usize, u64),
}

/// Why an input is not cut any further.
enum Stop {
    /// The run is over.
    Closed,
    /// Nobody wants more of this input.
    GivenUp,
    /// It cannot be opened, or not be read as what it is.
    Failed(Error),
}

impl From<Refused> for Stop {
    fn from(refused: Refused) -> Stop {
        match refused {
            Refused::Closed => Stop::Closed,
            Refused::GivenUp => Stop::GivenUp,
        }
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Stop {
        Stop::Failed(error)
    }
}

impl Feed<'_> {
    /// The number of what is sent next.
    fn number(&mut self, unit: usize) -> u64 {
        let number = if self.at.0 == unit { self.at.1 } else { 0 };
        self.at = (unit, number + 1);
        number
    }

    /// Sends a chunk once there is room for it.
    fn send(&mut self, unit: usize, shape: Shape, chunk: Chunk) -> Result<(), Stop> {
        self.budget.take(unit, chunk.bytes.len())?;
        let number = self.number(unit);
        let task = Task { unit, number, shape, chunk };
        match &mut self.hands {
            Hands::Pool(workers) => workers.send(task).map_err(|_| Stop::Closed),
            Hands::Own(worker) => self.to_order.send((unit, number, worker.done(task))).map_err(|_| Stop::Closed),
        }
    }

    fn tell(&mut self, unit: usize, event: Event) -> Result<(), Stop> {
        let number = self.number(unit);
        self.to_order.send((unit, number, event)).map_err(|_| Stop::Closed)
    }
}

/// Cuts inputs until there are no more, or the run is over. With `each`, every input has an output of its own.
pub fn cut_all(units: &Units, reading: &SharedReading<'_>, plan: &Plan<'_>, each: bool, mut feed: Feed<'_>) {
    let mut probe = Probe::new(plan);
    loop {
        let Some((unit, input)) = lock(units).next() else { break };
        let mut cut = cut_one(unit, input, reading, plan, &mut probe, &mut feed);
        if each {
            cut = cut.and_then(|()| probe.close(&mut feed));
            probe = Probe::new(plan);
        }
        let told = match cut {
            Ok(()) => Ok(()),
            Err(Stop::Failed(fault)) => feed.tell(unit, Event::Failed(fault)),
            Err(Stop::GivenUp) => Ok(()),
            Err(Stop::Closed) => return,
        };
        if told.is_err() {
            return;
        }
    }
    // When that fails, the run is over, and nobody need be told.
    let _ = probe.close(&mut feed);
}

fn cut_one(
    unit: usize,
    input: Input,
    reading: &SharedReading<'_>,
    plan: &Plan<'_>,
    probe: &mut Probe,
    feed: &mut Feed<'_>,
) -> Result<(), Stop> {
    let reading = Reading {
        from: reading.from,
        opening: reading.opening.clone(),
        max_record: reading.max_record,
        options: &|format| (reading.options)(format),
    };
    let name: Arc<str> = Arc::from(input.name());
    let found = |code, message, line| Event::Found(Diagnostic::new(code, message, &name, 0, line, "", 0..0));
    let Some(mut cutter) = Cutter::open(input, &reading)? else {
        probe.tell(unit, found(Code::EmptyInput, "the input is empty".to_owned(), 0), feed)?;
        return probe.tell(unit, Event::Over(None), feed);
    };
    loop {
        match cutter.next_chunk() {
            Ok(Some(chunk)) => probe.send(unit, chunk, plan, feed)?,
            Ok(None) => break,
            Err(fault) => {
                let message = format!("the input breaks off: {fault}; what came before was read");
                probe.tell(unit, found(Code::BrokenInput, message, cutter.line()), feed)?;
            }
        }
    }
    if let Some(remark) = cutter.remark() {
        probe.tell(unit, found(Code::TrailingBytes, remark, 0), feed)?;
    }
    let ended = (Arc::clone(cutter.input()), cutter.format().name, cutter.records());
    probe.tell(unit, Event::Over(Some(ended)), feed)
}

/// Holds chunks back until it is known whether there is one article or several, for a target that wants to know.
struct Probe {
    articles: usize,
    bytes: usize,
    held: Vec<(usize, Held)>,
    /// What is known; `None` while chunks are held back.
    shape: Option<Shape>,
}

enum Held {
    Chunk(Chunk),
    Event(Event),
}

impl Probe {
    fn new(plan: &Plan<'_>) -> Probe {
        let shape = (!plan.to.shaped || plan.survey).then_some(Shape::Many);
        Probe { articles: 0, bytes: 0, held: Vec::new(), shape }
    }

    fn send(&mut self, unit: usize, chunk: Chunk, plan: &Plan<'_>, feed: &mut Feed<'_>) -> Result<(), Stop> {
        if let Some(shape) = self.shape {
            return feed.send(unit, shape, chunk);
        }
        self.articles += articles_in(unit, &chunk, plan, 2 - self.articles);
        self.bytes += chunk.bytes.len();
        self.held.push((unit, Held::Chunk(chunk)));
        // Two articles settle it. So does an input of which this much holds at most one.
        if self.articles >= 2 || self.bytes > feed.budget.size() { self.close(feed) } else { Ok(()) }
    }

    fn tell(&mut self, unit: usize, event: Event, feed: &mut Feed<'_>) -> Result<(), Stop> {
        if self.shape.is_none() {
            self.held.push((unit, Held::Event(event)));
            return Ok(());
        }
        feed.tell(unit, event)
    }

    fn close(&mut self, feed: &mut Feed<'_>) -> Result<(), Stop> {
        let one = self.articles == 1 && self.bytes <= feed.budget.size();
        let shape = *self.shape.get_or_insert(if one { Shape::One } else { Shape::Many });
        for (unit, held) in self.held.drain(..) {
            match held {
                Held::Chunk(chunk) => feed.send(unit, shape, chunk)?,
                Held::Event(event) => feed.tell(unit, event)?,
            }
        }
        Ok(())
    }
}

/// How many articles a chunk gives, counted up to `enough`.
fn articles_in(unit: usize, chunk: &Chunk, plan: &Plan<'_>, enough: usize) -> usize {
    let (mut count, mut at, mut record) = (0, 0, chunk.records_before);
    for piece in &chunk.pieces {
        let bytes = &chunk.bytes[at..at + piece.len];
        at += piece.len;
        record += u64::from(matches!(piece.kind, PieceKind::Record | PieceKind::Oversize));
        if piece.kind == PieceKind::Record && count < enough {
            // A parser that panics here will do so again on a worker, where it is reported.
            let found = catch_unwind(AssertUnwindSafe(|| {
                let mut article = Article::default();
                match chunk.parser.parse(&worker::decode(bytes).0, &mut article, &mut Log::new()) {
                    Outcome::Whole | Outcome::Partial if plan.keeps(&article, unit, record) => {
                        1 + plan.related.of(&article).articles.len()
                    }
                    Outcome::Whole | Outcome::Partial | Outcome::NotARecord | Outcome::Rejected => 0,
                }
            }));
            count += found.unwrap_or(0);
        }
    }
    count
}
