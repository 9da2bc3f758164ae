//! The commands, from where they are declared.

use clap::CommandFactory;

use super::{code, row, table};
use crate::tool::cli::Cli;

pub fn document() -> String {
    let mut whole = Cli::command();
    whole.build();
    let mut out = format!("## Commands\n\n{}\n", whole.get_long_about().map(ToString::to_string).unwrap_or_default());
    let plain = |text: Option<&clap::builder::StyledStr>| text.map(|text| text.to_string().trim().to_string()).unwrap_or_default();
    for command in whole.get_subcommands().filter(|command| command.get_name() != "help" && !command.is_hide_set()) {
        let usage = command.clone().render_usage().to_string();
        out += &format!(
            "\n### `{}`\n\n{}\n",
            usage.trim_start_matches("Usage: ").trim(),
            plain(command.get_long_about().or(command.get_about()))
        );
        let arguments: Vec<_> = command.get_arguments().filter(|argument| !argument.is_hide_set() && argument.get_id() != "help").collect();
        if arguments.is_empty() {
            continue;
        }
        out += &format!("\n{}", table(&["argument", "meaning"]));
        for argument in arguments {
            let value = argument
                .get_value_names()
                .map(|names| names.join(" "))
                .filter(|_| argument.get_action().takes_values())
                .unwrap_or_default();
            let name = match (argument.get_short(), argument.get_long()) {
                (Some(short), Some(long)) => format!("-{short}, --{long} {value}"),
                (None, Some(long)) => format!("--{long} {value}"),
                _ => value,
            };
            let told = plain(argument.get_long_help().or(argument.get_help()));
            assert!(!told.is_empty(), "{name} of {} has no help", command.get_name());
            let choices: Vec<String> = argument
                .get_possible_values()
                .iter()
                .filter(|_| argument.get_action().takes_values())
                .map(|value| code(value.get_name()))
                .collect();
            let defaults: Vec<String> = argument.get_default_values().iter().map(|value| code(&value.to_string_lossy())).collect();
            let mut more = String::new();
            if !choices.is_empty() {
                more += &format!("; one of {}", choices.join(" "));
            }
            if !defaults.is_empty() && argument.get_action().takes_values() {
                more += &format!("; {} where nothing is said", defaults.join(" "));
            }
            out += &row(&[&code(name.trim()), &(told + &more)]);
        }
    }
    out
}
