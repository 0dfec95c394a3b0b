//! Moves bytes, threads and findings around the formats.
//!
//! Threads cut the inputs into chunks of whole records, each thread one input at a time; workers parse and write chunks of
//! any input; the calling thread puts the output in order. Every chunk takes its size out of one budget of bytes and gives it
//! back when it is written, so memory does not grow with the input. Output depends neither on the number of threads nor on
//! the size of chunks.

mod articles;
mod budget;
mod cutter;
mod feed;
mod lanes;
mod order;
mod survey;
mod worker;

pub use articles::{Articles, articles};
pub use lanes::Outputs;
pub(crate) use worker::decode;

use crate::article::{Article, RelationKind, Slot, Slots};
use crate::diagnostic::{Diagnostic, Report};
use crate::error::Error;
use crate::format::{Format, MakeWriter, ReadOptions, Settings, Shape};
use crate::input::{Input, Meter, Opening};
use crate::key::KeyPattern;
use crate::latest::{Latest, Place};
use budget::Budget;
use encoding_rs::Encoding;
use feed::{Feed, Hands, Task, Units, cut_all};
use lanes::Lanes;
use std::io::{self, Write};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use worker::{Done, Worker};

/// Bytes of input that are in work at once.
const BUDGET: usize = 8 * 1024 * 1024;

/// Workers beyond this number gain nothing, and a system may refuse them.
const MAX_THREADS: usize = 256;

/// Inputs that are cut at once. One thread unpacks and cuts faster than two or three workers parse.
const MAX_CUTTERS: usize = 32;

/// Inputs of one output that are cut at once: those behind the first wait for it soon.
const MAX_JOINED: usize = 4;

/// Bytes that a record may have, unless told otherwise.
pub const MAX_RECORD: usize = 16 * 1024 * 1024;

/// Which related articles are written as records of their own, after the article that they are related to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Related {
    /// None.
    #[default]
    None,
    /// Those of these kinds.
    Of(Vec<RelationKind>),
    /// All.
    All,
}

/// The related articles of an article that are to be written.
struct Chosen<'a> {
    articles: Vec<&'a Article>,
    /// Slots whose relations are all among them.
    all_of: Slots,
}

impl Related {
    fn wants(&self, kind: &RelationKind) -> bool {
        match self {
            Related::None => false,
            Related::Of(kinds) => kinds.contains(kind),
            Related::All => true,
        }
    }

    fn of<'a>(&self, article: &'a Article) -> Chosen<'a> {
        let mut chosen = Chosen { articles: Vec::new(), all_of: Slots::NONE };
        let mut left = Slots::NONE;
        if *self != Related::None {
            for relation in &article.relations {
                match &relation.article {
                    Some(other) if self.wants(&relation.kind) => {
                        chosen.articles.push(other);
                        chosen.all_of.insert(Slot::of_relation(&relation.kind));
                    }
                    _ => left.insert(Slot::of_relation(&relation.kind)),
                }
            }
        }
        chosen.all_of = chosen.all_of.without(left);
        chosen
    }
}

/// What is done with each finding.
type OnProblem<'a> = Box<dyn FnMut(&Diagnostic) + 'a>;

/// A conversion: what to read, what to write, and how.
pub struct Converter<'a> {
    from: Option<&'static Format>,
    to: &'a Format,
    read_settings: Vec<(String, Settings)>,
    settings: Settings,
    keys: KeyPattern,
    related: Related,
    threads: usize,
    max_record: usize,
    encoding: Option<&'static Encoding>,
    output_name: String,
    rejects: Option<Box<dyn Write + 'a>>,
    on_problem: Option<OnProblem<'a>>,
    meter: Option<Arc<Meter>>,
    latest: Option<&'a Latest>,
}

impl<'a> Converter<'a> {
    /// A conversion to a format, with one worker for each core. The formats of inputs are recognised.
    pub fn new(to: &'a Format) -> Converter<'a> {
        Converter {
            from: None,
            to,
            read_settings: Vec::new(),
            settings: Settings::default(),
            keys: KeyPattern::default(),
            related: Related::None,
            threads: thread::available_parallelism().map_or(1, usize::from),
            max_record: MAX_RECORD,
            encoding: None,
            output_name: "the output".to_owned(),
            rejects: None,
            on_problem: None,
            meter: None,
            latest: None,
        }
    }

    /// All inputs are of this format.
    pub fn from(mut self, from: &'static Format) -> Self {
        self.from = Some(from);
        self
    }

    /// Options for reading a format.
    pub fn read_settings(mut self, format: &Format, settings: Settings) -> Self {
        self.read_settings.push((format.name.to_owned(), settings));
        self
    }

    /// Options for writing.
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// How citation keys are made.
    pub fn keys(mut self, keys: KeyPattern) -> Self {
        self.keys = keys;
        self
    }

    /// Which related articles are written too.
    pub fn related(mut self, related: Related) -> Self {
        self.related = related;
        self
    }

    /// How many workers there are; at least one, and no more than 256.
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads.clamp(1, MAX_THREADS);
        self
    }

    /// How many bytes a record may have. A larger one is never held: it passes to the rejects.
    pub fn max_record(mut self, bytes: usize) -> Self {
        self.max_record = bytes;
        self
    }

    /// The encoding of the inputs, where it is not UTF-8 or UTF-16.
    pub fn encoding(mut self, encoding: &'static Encoding) -> Self {
        self.encoding = Some(encoding);
        self
    }

    /// What errors call the output.
    pub fn output_name(mut self, name: &str) -> Self {
        name.clone_into(&mut self.output_name);
        self
    }

    /// Where records go that could not be read, as found.
    pub fn rejects(mut self, rejects: impl Write + 'a) -> Self {
        self.rejects = Some(Box::new(rejects));
        self
    }

    /// What to do with each finding, in the order of the input.
    pub fn on_problem(mut self, on_problem: impl FnMut(&Diagnostic) + 'a) -> Self {
        self.on_problem = Some(Box::new(on_problem));
        self
    }

    /// What counts bytes and records as they are done.
    pub fn meter(mut self, meter: Arc<Meter>) -> Self {
        self.meter = Some(meter);
        self
    }

    /// Of records with one PMID only the latest is written: `latest` is what [`Converter::survey`] learned of the same inputs.
    pub fn latest(mut self, latest: &'a Latest) -> Self {
        self.latest = Some(latest);
        self
    }

    /// Converts the inputs, in order, to one output.
    ///
    /// # Errors
    ///
    /// When an input cannot be opened or its format not be recognised, or the output cannot be written. A record that
    /// cannot be read is no error: it is in the report.
    pub fn run(self, inputs: impl IntoIterator<Item = Input>, output: &mut dyn Write) -> Result<Report, Error> {
        let inputs: Vec<Input> = inputs.into_iter().collect();
        inputs.iter().try_for_each(Input::check)?;
        let (report, _) = self.go(inputs, &mut One(Some(output)), Way::Joined)?;
        Ok(report)
    }

    /// Converts each input to an output of its own, several at a time. One that fails does not stop the others: `outputs` is
    /// told, and the report names it. Findings come as they are made, rejects in the order of the inputs.
    ///
    /// # Errors
    ///
    /// When the format is not written, or the rejects cannot be.
    pub fn run_each<O: Outputs>(
        self,
        inputs: impl IntoIterator<Item = Input>,
        outputs: &mut O,
    ) -> Result<Report, Error> {
        let (report, _) = self.go(inputs.into_iter().collect(), outputs, Way::Each)?;
        Ok(report)
    }

    /// Reads the inputs, and writes nothing: learns which record of each PMID is the latest. An input that cannot be read is
    /// passed over. For [`Converter::latest`].
    ///
    /// # Errors
    ///
    /// When the format is not written.
    pub fn survey(self, inputs: impl IntoIterator<Item = Input>) -> Result<Latest, Error> {
        let mut sink = io::sink();
        let (_, latest) = self.go(inputs.into_iter().collect(), &mut One(Some(&mut sink)), Way::Survey)?;
        Ok(latest.unwrap_or_default())
    }

    fn go<O: Outputs>(self, inputs: Vec<Input>, outputs: &mut O, way: Way) -> Result<(Report, Option<Latest>), Error> {
        let make_writer =
            self.to.writer.ok_or_else(|| Error::Unsupported(format!("bibmill cannot write {} yet", self.to.title)))?;
        let plan = Plan {
            to: self.to,
            family: self.to.family,
            make_writer,
            settings: self.settings,
            keys: self.keys,
            related: self.related,
            output_name: self.output_name,
            latest: self.latest,
            survey: way == Way::Survey,
        };
        // Related articles are written with slots of their own, and whether there are any decides the shape.
        let all = plan.related != Related::None || plan.to.shaped;
        // Kind and extra fields are the engine's own: every loss report needs them.
        let mut own = Slots::of(&[Slot::Kind, Slot::Extra]);
        if plan.latest.is_some() {
            own.insert(Slot::Pmid);
        }
        let wanted = match way {
            Way::Survey => Slots::of(&[Slot::Pmid]),
            _ if all => Slots::ALL,
            _ => make_writer(&plan.write_options(Shape::Many)).wants().or(own),
        };
        let read_settings = self.read_settings;
        let options = |format: &Format| {
            let given = read_settings.iter().rev().find(|(name, _)| *name == format.name);
            ReadOptions { settings: given.map(|(_, settings)| settings.clone()).unwrap_or_default(), wanted }
        };
        // To tell one article from several, chunks are held back in the order of the inputs.
        let cutters = match way {
            Way::Joined if plan.to.shaped => 1,
            Way::Joined | Way::Survey => self.threads.min(inputs.len()).clamp(1, MAX_JOINED),
            Way::Each => self.threads.min(inputs.len()).clamp(1, MAX_CUTTERS),
        };
        // Where as many inputs are unpacked as there are threads, one more for each would only be in the way.
        let ahead = self.threads > 1 && (way != Way::Each || cutters < self.threads);
        let opening = Opening { encoding: self.encoding, ahead, meter: self.meter.clone() };
        let reading = SharedReading { from: self.from, opening, max_record: self.max_record, options: &options };
        let each = way == Way::Each;
        // What is in work should fit into the caches of the processor.
        let room = BUDGET.min(4 * cutter::BLOCK * (self.threads + cutters));
        let budget = Budget::new(room, !each);
        let lanes = Lanes {
            plan: &plan,
            outputs,
            names: inputs.iter().map(|input| input.name().to_owned()).collect(),
            each,
            rejects: self.rejects,
            on_problem: self.on_problem,
            meter: self.meter,
            latest: (way == Way::Survey).then(Latest::default),
        };
        let units: Units = Mutex::new(inputs.into_iter().enumerate());
        thread::scope(|scope| {
            let (to_workers, tasks) = mpsc::channel();
            let (to_order, events) = mpsc::channel();
            let tasks = Arc::new(Mutex::new(tasks));
            let alone = self.threads == 1 && cutters == 1;
            for _ in 0..if alone { 0 } else { self.threads } {
                let (tasks, to_order, plan) = (Arc::clone(&tasks), to_order.clone(), &plan);
                scope.spawn(move || {
                    let mut worker = Worker::new(plan);
                    while let Some(task) = next(&tasks) {
                        let (unit, number) = (task.unit, task.number);
                        if to_order.send((unit, number, worker.done(task))).is_err() {
                            break;
                        }
                    }
                });
            }
            for _ in 0..cutters {
                let hands =
                    if alone { Hands::Own(Box::new(Worker::new(&plan))) } else { Hands::Pool(to_workers.clone()) };
                let (to_order, units, reading, plan, budget) = (to_order.clone(), &units, &reading, &plan, &budget);
                let feed = move || Feed { hands, to_order, budget, at: (usize::MAX, 0) };
                scope.spawn(move || cut_all(units, reading, plan, each, feed()));
            }
            drop((to_workers, to_order));
            let done = lanes.run(&events, &budget);
            // Whoever still waits for room must not wait for ever.
            budget.close();
            done
        })
    }
}

/// What is done with the inputs of a run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// All go to one output.
    Joined,
    /// Each has an output of its own.
    Each,
    /// Nothing is written: versions are noted.
    Survey,
}

/// The one output of all inputs.
struct One<'a>(Option<&'a mut dyn Write>);

impl<'a> Outputs for One<'a> {
    type Output = &'a mut dyn Write;

    fn open(&mut self, _: usize) -> Result<Self::Output, Error> {
        self.0.take().ok_or(Error::Internal)
    }

    fn close(&mut self, _: usize, _: Self::Output, _: &Report) -> Result<(), Error> {
        Ok(())
    }

    fn failed(&mut self, _: usize, _: &Error) {}
}

/// What all threads of a run share.
struct Plan<'a> {
    to: &'a Format,
    family: &'static str,
    make_writer: MakeWriter,
    settings: Settings,
    keys: KeyPattern,
    related: Related,
    output_name: String,
    latest: Option<&'a Latest>,
    survey: bool,
}

impl Plan<'_> {
    /// Whether an article that stands there is to be written.
    fn keeps(&self, article: &Article, unit: usize, record: u64) -> bool {
        self.latest.is_none_or(|latest| latest.keeps(article, Place { input: unit, record }))
    }
}

/// How inputs are read: [`cutter::Reading`] with options that threads may share.
struct SharedReading<'a> {
    from: Option<&'static Format>,
    opening: Opening,
    max_record: usize,
    options: &'a (dyn Fn(&Format) -> ReadOptions + Sync),
}

/// What the writing thread is told of an input, numbered in the order of the input.
enum Event {
    /// A chunk has been worked on.
    Done(Box<Done>),
    /// Something was found outside any chunk.
    Found(Diagnostic),
    /// The input ended: its name, format and number of records, unless it was empty.
    Over(Option<(Arc<str>, &'static str, u64)>),
    /// The input cannot be read.
    Failed(Error),
}

fn next(receiver: &Mutex<Receiver<Task>>) -> Option<Task> {
    lock(receiver).recv().ok()
}

/// A lock is never poisoned with broken data here: what it guards is changed by single steps that cannot panic.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
