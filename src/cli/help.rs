//! The help of every command in both languages: the words of the text table laid over clap's commands.

use clap::{Arg, ArgAction, Command, CommandFactory};

use super::args::Args;
use crate::ui::text::{Lang, Text, usage as t, usage_goods as g};

/// The program's commands with their help in this language.
pub fn command(lang: Lang) -> Command {
    let root = Args::command().arg(
        Arg::new("version")
            .short('V')
            .long("version")
            .action(ArgAction::Version),
    );
    worded(root, "", lang).after_help(t::EXIT_CODES.in_lang(lang))
}

/// Lays the words of one command and of those below it. `path` is how it is called, without the program's name.
fn worded(command: Command, path: &str, lang: Lang) -> Command {
    let say = |text: Text| text.in_lang(lang);
    let mut command = command
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help),
        )
        .disable_help_flag(true)
        .subcommand_help_heading(say(t::COMMANDS))
        .subcommand_value_name(say(t::COMMAND))
        .help_template(format!(
            "{{about}}\n\n{}: {{usage}}\n\n{{all-args}}{{after-help}}",
            say(t::USAGE)
        ));
    if let Some(about) = text_of(path, None) {
        command = command.about(say(about)).long_about(None);
    }
    let place = path.to_owned();
    command = command.mut_args(move |arg| {
        let heading = match (arg.is_positional(), is_everywhere(&arg)) {
            (true, _) => t::ARGUMENTS,
            (false, true) => t::EVERYWHERE,
            (false, false) => t::OPTIONS,
        };
        let takes_value = arg.get_action().takes_values();
        let arg = arg
            .help_heading(heading.in_lang(lang))
            .hide_default_value(takes_value)
            .hide_possible_values(takes_value);
        let arg = valued(arg, lang);
        match text_of(&place, Some(arg.get_id().as_str())) {
            Some(text) => arg.help(text.in_lang(lang)).long_help(None),
            None => arg,
        }
    });
    command.mut_subcommands(|below| {
        let name = below.get_name().to_owned();
        let path = if path.is_empty() {
            name
        } else {
            format!("{path} {name}")
        };
        worded(below, &path, lang)
    })
}

/// An argument whose value is called in the language of the help.
fn valued(arg: Arg, lang: Lang) -> Arg {
    let named = arg.get_value_names().and_then(|names| names.first());
    let known = named.and_then(|name| VALUES.iter().find(|(known, _)| known == name));
    match known.map(|(_, text)| text.in_lang(lang)) {
        Some(name) if arg.get_action().takes_values() => arg.value_name(name),
        Some(_) | None => arg,
    }
}

/// Whether every command takes it.
fn is_everywhere(arg: &Arg) -> bool {
    matches!(arg.get_id().as_str(), "help" | "version")
        || (arg.is_global_set() && arg.get_id() != "json")
}

/// The words for a command, or for one of its arguments: its own, else those of every argument of that name.
fn text_of(path: &str, arg: Option<&str>) -> Option<Text> {
    let find = |wanted: &str| {
        WORDS
            .iter()
            .find(|(name, _)| *name == wanted)
            .map(|(_, text)| *text)
    };
    match arg {
        None => find(path),
        Some(arg) => find(&format!("{path}:{arg}")).or_else(|| find(&format!(":{arg}"))),
    }
}

/// What stands for the value of an argument.
const VALUES: &[(&str, Text)] = &[
    ("ACCOUNT", t::V_ACCOUNT),
    ("MONTH", t::V_MONTH),
    ("ACTION", t::V_ACTION),
    ("ADDRESS", t::V_ADDRESS),
    ("COLUMNS", t::V_COLUMNS),
    ("KIND", t::V_KIND),
    ("LETTERS", t::V_LETTERS),
    ("PAPER", t::V_PAPER),
    ("TARGET", t::V_TARGET),
    ("YES", t::V_YES),
    ("ALIAS", t::V_ALIAS),
    ("AMOUNT", t::V_AMOUNT),
    ("BLOCK", t::V_BLOCK),
    ("CODE", t::V_CODE),
    ("DATE", t::V_DATE),
    ("DAYS", t::V_DAYS),
    ("DIR", t::V_DIR),
    ("DRAW", t::V_DRAW),
    ("DRAWER", t::V_DRAWER),
    ("METHOD=AMOUNT", t::V_METHOD_AMOUNT),
    ("WHO", t::V_WHO),
    ("BOOL", t::V_BOOL),
    ("DIMENSION", t::V_DIMENSION),
    ("FACTOR", t::V_FACTOR),
    ("FILE", t::V_FILE),
    ("SHARE", t::V_SHARE),
    ("FILTER", t::V_FILTER),
    ("FLOAT", t::V_FLOAT),
    ("LANG", t::V_LANG),
    ("LEVEL", t::V_LEVEL),
    ("LINE", t::V_LINE),
    ("METHOD", t::V_METHOD),
    ("NAME", t::V_NAME),
    ("NUMBER", t::V_NUMBER),
    ("OUTCOME", t::V_OUTCOME),
    ("PAGE", t::V_PAGE),
    ("PERCENT", t::V_PERCENT),
    ("ROLE", t::V_ROLE),
    ("ROWS", t::V_ROWS),
    ("SCRIPT", t::V_SCRIPT),
    ("SORT", t::V_SORT),
    ("SPEED", t::V_SPEED),
    ("STATE", t::V_STATE),
    ("STATUS", t::V_STATUS),
    ("TEXT", t::V_TEXT),
    ("TIME", t::V_TIME),
    ("URL", t::V_URL),
    ("UUID", t::V_UUID),
    ("VENTANA", t::V_VENTANA),
    ("VALUE=PIECES", t::V_VALUE_PIECES),
    ("QUANTITY", g::V_QUANTITY),
];

/// What each command and argument is: `path`, `path:argument`, or `:argument` for all of that name.
const WORDS: &[(&str, Text)] = &[
    ("", t::BANCA),
    ("demo", t::DEMO),
    ("verify", t::VERIFY),
    ("ops", t::OPS),
    ("tick", t::TICK),
    ("migrate", t::MIGRATE),
    ("keys", t::KEYS),
    ("user", t::USERS),
    ("user list", t::USER_LIST),
    ("user add", t::USER_ADD),
    ("user set-pin", t::USER_SET_PIN),
    ("user deactivate", t::USER_DEACTIVATE),
    ("user unlock", t::USER_UNLOCK),
    ("sessions", t::SESSIONS),
    ("sessions list", t::SESSIONS_LIST),
    ("sessions revoke", t::SESSIONS_REVOKE),
    ("sessions revoke:session", t::A_SESSION),
    ("draw", t::DRAWS),
    ("import", t::IMPORT),
    ("import users", t::IMPORT_USERS),
    ("import shops", t::IMPORT_SHOPS),
    ("import results", t::IMPORT_RESULTS),
    ("import goods", g::IMPORT_GOODS),
    ("import goods:file", t::A_CSV),
    ("import users:file", t::A_CSV),
    ("import shops:file", t::A_CSV),
    ("import results:file", t::A_CSV),
    ("export", t::EXPORT),
    ("export users", t::EXPORT_USERS),
    ("export shops", t::EXPORT_SHOPS),
    ("export results", t::EXPORT_RESULTS),
    ("export goods", g::EXPORT_GOODS),
    ("export goods:file", t::A_SHEET),
    ("export users:file", t::A_SHEET),
    ("export shops:file", t::A_SHEET),
    ("export results:file", t::A_SHEET),
    ("draw list", t::DRAW_LIST),
    ("draw move", t::DRAW_MOVE),
    ("draw move:to", t::A_MOVE_TO),
    ("draw move:cutoff", t::A_CUTOFF),
    ("draw special", t::DRAW_SPECIAL),
    ("draw special:called", t::A_CALLED),
    ("draw special:at", t::A_AT),
    ("draw special:cutoff", t::A_CUTOFF),
    ("draw rename", t::DRAW_RENAME),
    ("draw rename:called", t::A_CALLED),
    ("draw holidays", t::DRAW_HOLIDAYS),
    ("draw holiday", t::DRAW_HOLIDAY),
    ("draw holiday:day", t::A_DAY),
    ("draw holiday:called", t::A_CALLED),
    ("draw end-holiday", t::DRAW_END_HOLIDAY),
    ("draw end-holiday:day", t::A_DAY),
    ("draw settle", t::DRAW_SETTLE),
    ("draw settle:write_off", t::A_WRITE_OFF),
    ("ticket revive", t::TICKET_REVIVE),
    ("ticket find", t::TICKET_FIND),
    ("ticket find:amount", t::A_STAKE),
    ("draw generate", t::DRAW_GENERATE),
    ("draw open", t::DRAW_OPEN),
    ("draw close", t::DRAW_CLOSE),
    ("draw result", t::DRAW_RESULT),
    ("draw confirm", t::DRAW_CONFIRM),
    ("draw winners", t::DRAW_WINNERS),
    ("draw annul", t::DRAW_ANNUL),
    ("draw hold", t::DRAW_HOLD),
    ("draw resume", t::DRAW_RESUME),
    ("draw numbers", t::DRAW_NUMBERS),
    ("draw claims", t::DRAW_CLAIMS),
    ("draw jobs", t::DRAW_JOBS),
    ("drawer", t::DRAWERS),
    ("drawer show", t::DRAWER_SHOW),
    ("drawer list", t::DRAWER_LIST),
    ("drawer open", t::DRAWER_OPEN),
    ("drawer count", t::DRAWER_COUNT),
    ("drawer close", t::DRAWER_CLOSE),
    ("drawer x", t::DRAWER_X),
    ("drawer report", t::DRAWER_REPORT),
    ("drawer entries", t::DRAWER_ENTRIES),
    ("drawer history", t::DRAWER_HISTORY),
    ("drawer move", t::DRAWER_MOVE),
    ("drawer no-sale", t::DRAWER_NO_SALE),
    ("drawer hand-over", t::DRAWER_HAND_OVER),
    ("drawer hand-over:to", t::A_NEXT),
    ("drawer review", t::DRAWER_REVIEW),
    ("drawer settings", t::DRAWER_SETTINGS),
    ("drawer history:state", t::A_DRAWER_STATE),
    (":drawer", t::A_DRAWER),
    (":counted", t::A_COUNTED),
    ("drawer close:keep", t::A_KEEP_CASH),
    ("drawer hand-over:keep", t::A_KEEP_CASH),
    (":short", t::A_SHORT),
    (":movement", t::A_MOVEMENT),
    (":tender", t::A_TENDER),
    (":drop_limit", t::A_DROP_LIMIT),
    (":pay_out_limit", t::A_PAY_OUT_LIMIT),
    (":drop_above", t::A_DROP_ABOVE),
    (":difference_limit", t::A_DIFFERENCE_LIMIT),
    (":blind", t::A_BLIND),
    (":five_until", t::A_FIVE_UNTIL),
    ("sell", t::SELL),
    ("pay", t::PAY),
    ("ticket", t::TICKETS),
    ("ticket show", t::TICKET_SHOW),
    ("ticket list", t::TICKET_LIST),
    ("ticket cancel", t::TICKET_CANCEL),
    ("exposure", t::EXPOSURE),
    ("commission", t::COMMISSION),
    ("commission list", t::COMMISSION_LIST),
    ("commission export", t::COMMISSION_EXPORT),
    ("commission import", t::COMMISSION_IMPORT),
    ("list", t::LIST),
    ("list show", t::LIST_SHOW),
    ("list numbers", t::LIST_NUMBERS),
    ("list tickets", t::LIST_TICKETS),
    ("list exclude", t::LIST_EXCLUDE),
    ("list include", t::LIST_INCLUDE),
    ("goods", g::GOODS),
    ("goods list", g::GOODS_LIST),
    ("goods list:text", g::A_TEXT),
    ("goods list:category", g::A_CATEGORY),
    ("goods list:brand", g::A_BRAND),
    ("goods list:inactive", g::A_INACTIVE),
    ("goods list:rows", t::A_MOST_ROWS),
    ("goods show", g::GOODS_SHOW),
    ("goods show:code", g::A_CODE),
    ("goods lookup", g::GOODS_LOOKUP),
    ("goods lookup:code", g::A_SCANNED),
    ("goods history", g::GOODS_HISTORY),
    ("goods history:code", g::A_CODE),
    ("goods price", g::GOODS_PRICE),
    ("goods price:code", g::A_CODE),
    ("goods price:price", g::A_PRICE),
    ("goods price:list", g::A_LIST),
    ("goods price:from", g::A_FROM),
    ("goods price:end", g::A_END),
    ("goods move", g::GOODS_MOVE),
    ("goods move:percent", g::A_PERCENT),
    ("goods move:down", g::A_DOWN),
    ("goods move:list", g::A_LIST),
    ("goods move:category", g::A_CATEGORY),
    ("goods move:brand", g::A_BRAND),
    ("goods move:step", g::A_STEP),
    ("goods move:apply", g::A_APPLY),
    ("goods favourites", g::GOODS_FAVOURITES),
    ("goods promotions", g::GOODS_PROMOTIONS),
    ("goods shelf", g::GOODS_SHELF),
    ("layoff", t::LAYOFF),
    ("layoff propose", t::LAYOFF_PROPOSE),
    ("layoff list", t::LAYOFF_LIST),
    ("layoff show", t::LAYOFF_SHOW),
    ("layoff send", t::LAYOFF_SEND),
    ("layoff accept", t::LAYOFF_ACCEPT),
    ("layoff reject", t::LAYOFF_REJECT),
    ("layoff withdraw", t::LAYOFF_WITHDRAW),
    ("layoff settle", t::LAYOFF_SETTLE),
    ("layoff houses", t::LAYOFF_HOUSES),
    ("layoff house", t::LAYOFF_HOUSE),
    ("layoff house:name", t::A_HOUSE),
    ("layoff house:commission", t::A_USUAL_COMMISSION),
    ("layoff show:number", t::A_LAYOFF),
    ("layoff send:number", t::A_LAYOFF),
    ("layoff accept:number", t::A_LAYOFF),
    ("layoff reject:number", t::A_LAYOFF),
    ("layoff withdraw:number", t::A_LAYOFF),
    ("layoff settle:number", t::A_LAYOFF),
    ("layoff accept:reference", t::A_LAYOFF_REFERENCE),
    ("layoff reject:reference", t::A_LAYOFF_REFERENCE),
    ("layoff withdraw:reference", t::A_LAYOFF_REFERENCE),
    ("layoff settle:reference", t::A_LAYOFF_REFERENCE),
    ("receipt", t::RECEIPT),
    ("print", t::PRINT),
    ("print paper", t::PRINT_PAPER),
    ("print queue", t::PRINT_QUEUE),
    ("print retry", t::PRINT_RETRY),
    ("print cancel", t::PRINT_CANCEL),
    ("print work", t::PRINT_WORK),
    ("printer", t::PRINTER),
    ("printer list", t::PRINTER_LIST),
    ("printer save", t::PRINTER_SAVE),
    ("printer test", t::PRINTER_TEST),
    ("printer texts", t::PRINTER_TEXTS),
    ("printer save:name", t::A_PRINTER),
    ("printer test:name", t::A_PRINTER),
    ("printer save:target", t::A_PRINTER_TARGET),
    ("print paper:reason", t::A_COPY_REASON),
    (":paper", t::A_PAPER),
    (":columns", t::A_COLUMNS),
    (":printer", t::A_PRINTER),
    (":screen", t::A_SCREEN),
    (":job", t::A_JOB),
    (":address", t::A_ADDRESS),
    ("printer save:at", t::A_AT_TERMINAL),
    (":letters", t::A_LETTERS),
    (":words", t::A_WORDS),
    (":cut", t::A_CUT),
    (":kick", t::A_KICK),
    (":automatic", t::A_AUTOMATIC),
    (":licence", t::A_LICENCE),
    (":legal_id", t::A_LEGAL_ID),
    (":legal", t::A_LEGAL),
    ("report", t::REPORTS),
    ("report day", t::REPORT_DAY),
    ("report sales", t::REPORT_SALES),
    ("report profit", t::REPORT_PROFIT),
    ("report commissions", t::REPORT_COMMISSIONS),
    ("report closing", t::REPORT_CLOSING),
    ("report cancelled", t::REPORT_CANCELLED),
    ("report paid", t::REPORT_PAID),
    ("report prizes", t::REPORT_PRIZES),
    ("report payouts", t::REPORT_PAYOUTS),
    ("report activity", t::REPORT_ACTIVITY),
    ("accounts", t::ACCOUNTS),
    ("accounts list", t::ACCOUNTS_LIST),
    ("accounts statement", t::ACCOUNTS_STATEMENT),
    ("accounts day", t::ACCOUNTS_DAY),
    ("accounts collect", t::ACCOUNTS_COLLECT),
    ("accounts pay", t::ACCOUNTS_PAY),
    ("accounts receipts", t::ACCOUNTS_RECEIPTS),
    ("accounts reverse", t::ACCOUNTS_REVERSE),
    ("accounts month", t::ACCOUNTS_MONTH),
    ("accounts credit", t::ACCOUNTS_CREDIT),
    ("accounts books", t::ACCOUNTS_BOOKS),
    ("audit", t::AUDITS),
    ("audit search", t::AUDIT_SEARCH),
    ("audit search:limit", t::A_MOST_ROWS),
    ("audit check", t::AUDIT_CHECK),
    ("audit blocks", t::AUDIT),
    ("db", t::DB),
    ("db start", t::DB_START),
    ("db stop", t::DB_STOP),
    ("db status", t::DB_STATUS),
    ("db url", t::DB_URL),
    ("db backup", t::DB_BACKUP),
    ("db restore", t::DB_RESTORE),
    (":shops", t::A_SHOPS),
    (":receipt", t::A_RECEIPT),
    (":retain", t::A_RETAIN),
    (":factor", t::A_FACTOR),
    (":reventado", t::A_REVENTADO),
    (":commission", t::A_COMMISSION),
    (":house", t::A_HOUSE),
    (":keep", t::A_KEEP),
    (":slip", t::A_SLIP),
    (":answered", t::A_ANSWERED),
    (":rename", t::A_RENAME),
    (":contact", t::A_CONTACT),
    (":inactive", t::A_INACTIVE),
    (":month", t::A_MONTH),
    (":close", t::A_CLOSE),
    (":shop", t::A_SHOP),
    (":account", t::A_ACCOUNT),
    (":reference", t::A_REFERENCE),
    (":database_url", t::A_DATABASE_URL),
    (":data_dir", t::A_DATA_DIR),
    (":config", t::A_CONFIG),
    (":lang", t::A_LANG),
    (":theme", t::A_THEME),
    (":terminal", t::A_TERMINAL),
    (":log", t::A_LOG),
    (":help", t::A_HELP),
    (":version", t::A_VERSION),
    (":user", t::A_USER),
    ("ops:user", t::A_OPS_USER),
    ("tick:user", t::A_OWNER_OR_USER),
    ("verify:user", t::A_OWNER_OR_USER),
    (":script", t::A_SCRIPT),
    (":speed", t::A_SPEED),
    (":headless", t::A_HEADLESS),
    (":before", t::A_BEFORE),
    (":json", t::A_JSON),
    (":key", t::A_KEY),
    (":approved_by", t::A_APPROVED_BY),
    (":approval_reason", t::A_APPROVAL_REASON),
    (":reason", t::A_REASON),
    (":from", t::A_FROM),
    (":to", t::A_TO),
    (":date", t::A_DATE),
    (":limit", t::A_LIMIT),
    (":preview", t::A_PREVIEW),
    (":dry_run", t::A_DRY_RUN),
    (":name", t::A_NAME),
    (":full_name", t::A_FULL_NAME),
    (":role", t::A_ROLE),
    (":ventana", t::A_VENTANA),
    (":payout_limit", t::A_PAYOUT_LIMIT),
    (":may_confirm", t::A_MAY_CONFIRM),
    (":days", t::A_DAYS),
    (":lottery", t::A_LOTTERY),
    (":state", t::A_STATE),
    (":draw", t::A_DRAW),
    (":number", t::A_NUMBER),
    (":carries", t::A_CARRIES),
    (":outcome", t::A_OUTCOME),
    (":float", t::A_FLOAT),
    (":pieces", t::A_PIECES),
    (":lines", t::A_LINES),
    (":received", t::A_RECEIVED),
    (":note", t::A_NOTE),
    (":code", t::A_CODE),
    (":amount", t::A_AMOUNT),
    (":method", t::A_METHOD),
    (":notes", t::A_NOTES),
    (":winners", t::A_WINNERS),
    (":vendedor", t::A_VENDEDOR),
    (":what_if", t::A_WHAT_IF),
    (":status", t::A_STATUS),
    (":sort", t::A_SORT),
    (":ascending", t::A_ASCENDING),
    (":after", t::A_AFTER),
    (":by", t::A_BY),
    (":apart", t::A_APART),
    (":filter", t::A_FILTER),
    (":save", t::A_SAVE),
    (":action", t::A_ACTION),
    (":target", t::A_TARGET),
    (":force", t::A_FORCE),
    (":owner", t::A_OWNER),
    (":price", t::A_PRICE),
    ("exposure:number", t::A_EXPOSURE_NUMBER),
    (":share", t::A_SHARE),
    (":file", t::A_FILE),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(command: &Command, path: &str, missing: &mut Vec<String>) {
        if text_of(path, None).is_none() {
            missing.push(path.to_owned());
        }
        for arg in command.get_arguments() {
            if text_of(path, Some(arg.get_id().as_str())).is_none() {
                missing.push(format!("{path}:{}", arg.get_id()));
            }
        }
        for below in command.get_subcommands() {
            let path = format!("{path} {}", below.get_name());
            walk(below, path.trim(), missing);
        }
    }

    #[test]
    fn every_command_and_every_argument_is_explained() {
        let mut missing = Vec::new();
        walk(&command(Lang::Es), "", &mut missing);
        assert_eq!(missing, Vec::<String>::new());
    }

    #[test]
    fn every_value_has_a_name_in_both_languages() {
        fn walk(command: &Command, missing: &mut Vec<String>) {
            for arg in command.get_arguments() {
                let names = arg.get_value_names().unwrap_or_default();
                let valued = arg.get_action().takes_values();
                for name in names.iter().filter(|_| valued) {
                    if !VALUES.iter().any(|(known, _)| known == name) {
                        missing.push(name.to_string());
                    }
                }
            }
            for below in command.get_subcommands() {
                walk(below, missing);
            }
        }
        let mut missing = Vec::new();
        walk(&Args::command(), &mut missing);
        assert_eq!(missing, Vec::<String>::new());
    }

    #[test]
    fn the_commands_are_well_formed_in_both_languages() {
        for lang in Lang::ALL {
            command(lang).debug_assert();
        }
    }

    #[test]
    fn the_help_speaks_one_language() {
        let es = command(Lang::Es).render_long_help().to_string();
        let en = command(Lang::En).render_long_help().to_string();
        assert!(
            es.contains("Opciones de todos") && es.contains("Uso:") && !es.contains("Options:"),
            "{es}"
        );
        assert!(
            en.contains("Options of every") && !en.contains("Opciones:"),
            "{en}"
        );
    }
}
