//! `bibmill completions` and `bibmill man`.

use super::{Cli, Status, print};
use bibmill::Error;
use clap::{Args, CommandFactory};
use clap_complete::Shell;

/// Print completions for a shell
#[derive(Args, Debug)]
pub struct Completions {
    /// Which shell
    shell: Shell,
}

/// Print the manual page
#[derive(Args, Debug)]
pub struct Man {}

impl Completions {
    /// Runs the command.
    pub fn run(self) -> Result<Status, Error> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "bibmill", &mut script);
        print(&String::from_utf8_lossy(&script))?;
        Ok(Status::Fine)
    }
}

impl Man {
    /// Runs the command.
    pub fn run(self) -> Result<Status, Error> {
        let mut page = Vec::new();
        let failed = |source| Error::Output { name: "the manual page".to_owned(), source };
        let mut command = Cli::command().disable_help_subcommand(true);
        command.build();
        clap_mangen::Man::new(command.clone()).render(&mut page).map_err(failed)?;
        for sub in command.get_subcommands() {
            clap_mangen::Man::new(sub.clone()).render(&mut page).map_err(failed)?;
        }
        print(&String::from_utf8_lossy(&page))?;
        Ok(Status::Fine)
    }
}
