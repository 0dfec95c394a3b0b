//! Moves bytes, threads and findings around the formats.
//!
//! One thread cuts the inputs into chunks of whole records, workers parse and write them, the calling thread puts the
//! output in order. Every chunk takes its size out of one budget of bytes and gives it back when it is written, so memory
//! does not grow with the input. Output depends neither on the number of threads nor on the size of chunks.

mod articles;
mod cutter;
mod order;
mod worker;

pub use articles::{Articles, articles};

use crate::article::{Article, RelationKind, Slot, Slots};
use crate::diagnostic::{Diagnostic, Report};
use crate::error::Error;
use crate::format::{Format, MakeWriter, Outcome, ReadOptions, Settings, Shape};
use crate::input::Input;
use crate::key::KeyPattern;
use crate::log::{Code, Log};
use cutter::{Chunk, Cutter, PieceKind, Reading};
use encoding_rs::Encoding;
use order::Order;
use std::collections::BTreeMap;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use worker::{Done, Worker};

/// Bytes of input that are in work at once.
const BUDGET: usize = 8 * 1024 * 1024;

/// Workers beyond this number gain nothing, and a system may refuse them.
const MAX_THREADS: usize = 256;

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

    /// Converts the inputs, in order, to one output.
    ///
    /// # Errors
    ///
    /// When an input cannot be opened or its format not be recognised, or the output cannot be written. A record that
    /// cannot be read is no error: it is in the report.
    pub fn run(self, inputs: impl IntoIterator<Item = Input>, output: &mut dyn Write) -> Result<Report, Error> {
        let make_writer =
            self.to.writer.ok_or_else(|| Error::Unsupported(format!("bibmill cannot write {} yet", self.to.title)))?;
        let inputs: Vec<Input> = inputs.into_iter().collect();
        inputs.iter().try_for_each(Input::check)?;
        let plan = Plan {
            to: self.to,
            family: self.to.family,
            make_writer,
            settings: self.settings,
            keys: self.keys,
            related: self.related,
            output_name: self.output_name,
            shape: OnceLock::new(),
        };
        // Related articles are written with slots of their own, and whether there are any decides the shape.
        let all = plan.related != Related::None || plan.to.shaped;
        // Kind and extra fields are the engine's own: every loss report needs them.
        let own = Slots::of(&[Slot::Kind, Slot::Extra]);
        let wanted = if all { Slots::ALL } else { make_writer(&plan.write_options()).wants().or(own) };
        let read_settings = self.read_settings;
        let options = |format: &Format| {
            let given = read_settings.iter().rev().find(|(name, _)| *name == format.name);
            ReadOptions { settings: given.map(|(_, settings)| settings.clone()).unwrap_or_default(), wanted }
        };
        let reading =
            SharedReading { from: self.from, encoding: self.encoding, max_record: self.max_record, options: &options };
        let budget = Budget::new(BUDGET);
        let mut output = std::io::BufWriter::with_capacity(64 * 1024, output);
        let order = Order::new(&plan, &mut output, self.rejects, self.on_problem);
        thread::scope(|scope| {
            let (to_workers, chunks) = mpsc::channel();
            let (to_order, events) = mpsc::channel();
            let chunks = Arc::new(Mutex::new(chunks));
            for _ in 0..self.threads {
                let (chunks, to_order, plan) = (Arc::clone(&chunks), to_order.clone(), &plan);
                scope.spawn(move || {
                    let mut worker = Worker::new(plan);
                    while let Some((number, chunk)) = next(&chunks) {
                        // What a format does wrong is caught with its record; this is for the rest.
                        let done = catch_unwind(AssertUnwindSafe(|| worker.work(chunk)));
                        let event = done.map_or(Event::Failed(Error::Internal), |done| Event::Done(Box::new(done)));
                        if to_order.send((number, event)).is_err() {
                            break;
                        }
                    }
                });
            }
            let (plan, budget_of_cutter, reading) = (&plan, &budget, &reading);
            scope.spawn(move || {
                let mut feed = Feed { to_workers, to_order, budget: budget_of_cutter, number: 0 };
                if let Err(Some(fault)) = cut_all(inputs, reading, plan, &mut feed) {
                    feed.tell(Event::Failed(fault));
                }
            });
            let report = in_order(&events, order, &budget);
            // Whoever still waits for room must not wait for ever.
            budget.close();
            report
        })
    }
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
    shape: OnceLock<Shape>,
}

impl Plan<'_> {
    fn shape(&self) -> Shape {
        self.shape.get().copied().unwrap_or(Shape::Many)
    }
}

/// How inputs are read: [`Reading`] with options that threads may share.
struct SharedReading<'a> {
    from: Option<&'static Format>,
    encoding: Option<&'static Encoding>,
    max_record: usize,
    options: &'a (dyn Fn(&Format) -> ReadOptions + Sync),
}

/// What the writing thread is told, numbered in the order of the input.
enum Event {
    Done(Box<Done>),
    Found(Diagnostic),
    Ended(Arc<str>, &'static str, u64),
    Failed(Error),
}

fn next<T>(receiver: &Mutex<Receiver<T>>) -> Option<T> {
    lock(receiver).recv().ok()
}

/// A lock is never poisoned with broken data here: what it guards is changed by single steps that cannot panic.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes events in their order until all senders are gone.
fn in_order(events: &Receiver<(u64, Event)>, mut order: Order<'_>, budget: &Budget) -> Result<Report, Error> {
    let mut waiting = BTreeMap::new();
    let mut wanted = 0;
    for (number, event) in events {
        waiting.insert(number, event);
        while let Some(event) = waiting.remove(&wanted) {
            wanted += 1;
            match event {
                Event::Done(done) => {
                    let cost = done.cost;
                    order.take(*done)?;
                    budget.give(cost);
                }
                Event::Found(diagnostic) => order.note(&diagnostic),
                Event::Ended(input, format, records) => order.ended(&input, format, records),
                Event::Failed(fault) => return Err(fault),
            }
        }
    }
    let mut report = order.finish()?;
    report.held = budget.most_held();
    Ok(report)
}

/// Sends chunks to workers, and word to the writing thread, under one numbering.
struct Feed<'a> {
    to_workers: Sender<(u64, Chunk)>,
    to_order: Sender<(u64, Event)>,
    budget: &'a Budget,
    number: u64,
}

impl Feed<'_> {
    /// Sends a chunk once there is room for it. `None` when the run is over.
    fn send(&mut self, chunk: Chunk) -> Option<()> {
        self.budget.take(chunk.bytes.len())?;
        self.to_workers.send((self.number, chunk)).ok()?;
        self.number += 1;
        Some(())
    }

    fn tell(&mut self, event: Event) -> Option<()> {
        self.to_order.send((self.number, event)).ok()?;
        self.number += 1;
        Some(())
    }
}

/// Cuts all inputs. An error of `None` means that nobody wants more.
fn cut_all(
    inputs: Vec<Input>,
    reading: &SharedReading<'_>,
    plan: &Plan<'_>,
    feed: &mut Feed<'_>,
) -> Result<(), Option<Error>> {
    let reading = Reading {
        from: reading.from,
        encoding: reading.encoding,
        max_record: reading.max_record,
        options: &|format| (reading.options)(format),
    };
    let mut probe = Probe { articles: 0, bytes: 0, held: Vec::new(), open: plan.to.shaped };
    let gone = || None;
    for input in inputs {
        let name: Arc<str> = Arc::from(input.name());
        let Some(mut cutter) = Cutter::open(input, &reading)? else {
            let message = "the input is empty".to_owned();
            let diagnostic = Diagnostic::new(Code::EmptyInput, message, &name, 0, 0, "", 0..0);
            probe.tell(Event::Found(diagnostic), feed).ok_or_else(gone)?;
            continue;
        };
        loop {
            match cutter.next_chunk() {
                Ok(Some(chunk)) => probe.send(chunk, plan, feed).ok_or_else(gone)?,
                Ok(None) => break,
                Err(fault) => {
                    let message = format!("the input breaks off: {fault}; what came before was read");
                    let diagnostic = Diagnostic::new(Code::BrokenInput, message, &name, 0, cutter.line(), "", 0..0);
                    probe.tell(Event::Found(diagnostic), feed).ok_or_else(gone)?;
                }
            }
        }
        let ended = Event::Ended(Arc::clone(cutter.input()), cutter.format().name, cutter.records());
        probe.tell(ended, feed).ok_or_else(gone)?;
    }
    probe.close(plan, feed).ok_or_else(gone)
}

/// Holds chunks back until it is known whether there is one article or several, for a target that wants to know.
struct Probe {
    articles: usize,
    bytes: usize,
    held: Vec<Held>,
    open: bool,
}

enum Held {
    Chunk(Chunk),
    Event(Event),
}

impl Probe {
    fn send(&mut self, chunk: Chunk, plan: &Plan<'_>, feed: &mut Feed<'_>) -> Option<()> {
        if !self.open {
            return feed.send(chunk);
        }
        self.articles += articles_in(&chunk, &plan.related, 2 - self.articles);
        self.bytes += chunk.bytes.len();
        self.held.push(Held::Chunk(chunk));
        // Two articles settle it. So does an input of which this much holds at most one.
        if self.articles >= 2 || self.bytes > BUDGET { self.close(plan, feed) } else { Some(()) }
    }

    fn tell(&mut self, event: Event, feed: &mut Feed<'_>) -> Option<()> {
        if self.open {
            self.held.push(Held::Event(event));
            return Some(());
        }
        feed.tell(event)
    }

    fn close(&mut self, plan: &Plan<'_>, feed: &mut Feed<'_>) -> Option<()> {
        if self.open {
            let shape = if self.articles == 1 && self.bytes <= BUDGET { Shape::One } else { Shape::Many };
            plan.shape.get_or_init(|| shape);
            self.open = false;
        }
        for held in self.held.drain(..) {
            match held {
                Held::Chunk(chunk) => feed.send(chunk)?,
                Held::Event(event) => feed.tell(event)?,
            }
        }
        Some(())
    }
}

/// How many articles a chunk gives, counted up to `enough`.
fn articles_in(chunk: &Chunk, related: &Related, enough: usize) -> usize {
    let (mut count, mut at) = (0, 0);
    for piece in &chunk.pieces {
        let bytes = &chunk.bytes[at..at + piece.len];
        at += piece.len;
        if piece.kind == PieceKind::Record && count < enough {
            // A parser that panics here will do so again on a worker, where it is reported.
            let found = catch_unwind(AssertUnwindSafe(|| {
                let mut article = Article::default();
                match chunk.parser.parse(&worker::decode(bytes).0, &mut article, &mut Log::new()) {
                    Outcome::Whole | Outcome::Partial => 1 + related.of(&article).articles.len(),
                    Outcome::NotARecord | Outcome::Rejected => 0,
                }
            }));
            count += found.unwrap_or(0);
        }
    }
    count
}

/// Room for bytes. Taken in the order of the input by one thread, so nothing can wait for itself.
struct Budget {
    size: usize,
    state: Mutex<Room>,
    freed: Condvar,
}

struct Room {
    held: usize,
    most: usize,
    closed: bool,
}

impl Budget {
    fn new(size: usize) -> Budget {
        Budget { size, state: Mutex::new(Room { held: 0, most: 0, closed: false }), freed: Condvar::new() }
    }

    /// Waits until there is room; what is larger than all of it goes alone. `None` when the run is over.
    fn take(&self, bytes: usize) -> Option<()> {
        let full = |room: &mut Room| !room.closed && room.held > 0 && room.held + bytes > self.size;
        let mut room = self.freed.wait_while(lock(&self.state), full).unwrap_or_else(PoisonError::into_inner);
        room.held += bytes;
        room.most = room.most.max(room.held);
        (!room.closed).then_some(())
    }

    fn give(&self, bytes: usize) {
        lock(&self.state).held -= bytes;
        self.freed.notify_all();
    }

    fn close(&self) {
        lock(&self.state).closed = true;
        self.freed.notify_all();
    }

    fn most_held(&self) -> usize {
        lock(&self.state).most
    }
}
