//! Sales lists as plain text for every door: a paper of 48 columns for printer and clipboard, and tables for other programs.

use super::plain::plain;
use super::text::{Arg, Say, Text, Voice, lists as t, name};
use super::widgets::width;
use crate::domain::ScopeId;
use crate::domain::view::{DrawLists, DrawRow, Exclusion, ListOf, NumberList};
use crate::sheet::{Sheet, Value};
use crate::ui::keymap::Keymap;

/// Columns of the paper: a printer of 80 mm.
pub const WIDE: usize = 48;

/// What a list is called: a seller with the shop, a shop, the whole house.
pub fn called(of: &ListOf, voice: Voice) -> String {
    match (of.scope, &of.vendedor) {
        (ScopeId::Banca(_), _) => voice.text(t::HOUSE).to_owned(),
        (ScopeId::Vendedor(_), Some(seller)) => {
            format!("{} · {}", plain(seller), plain(&of.ventana))
        }
        (ScopeId::Ventana(_) | ScopeId::Vendedor(_), _) => plain(&of.ventana).into_owned(),
    }
}

/// What people call a draw, with its day: `Tica 21/11/2026 12:55`.
pub fn draw(draw: &DrawRow, voice: Voice) -> String {
    format!("{} {}", plain(&draw.name), voice.moment(draw.at))
}

/// That a list is excluded, by whom and why.
pub fn out(exclusion: &Exclusion) -> Say {
    t::OUT_HEAD
        .with("by", exclusion.by.as_str())
        .with("second", exclusion.approved_by.as_str())
        .with("at", Arg::Moment(exclusion.at))
        .with("reason", exclusion.reason.as_str())
}

/// Puts words left and a figure right in one line of the paper; the words give way.
pub fn apart(words: &str, figure: &str) -> String {
    let room = WIDE.saturating_sub(width(figure)).saturating_sub(1);
    let mut kept = String::new();
    for letter in words.chars() {
        if width(&kept).saturating_add(width(letter.encode_utf8(&mut [0; 4]))) > room {
            break;
        }
        kept.push(letter);
    }
    let gap = WIDE
        .saturating_sub(width(&kept))
        .saturating_sub(width(figure));
    format!("{kept}{}{figure}", " ".repeat(gap))
}

/// A row of the paper: number, tickets, straight, reventado, total.
fn cells(cells: [&str; 5]) -> String {
    let [number, tickets, straight, reventado, total] = cells;
    format!("{number:<5}{tickets:>6}{straight:>12}{reventado:>12}{total:>13}")
}

/// The paper of a list.
pub fn paper(list: &NumberList, voice: Voice, keys: &Keymap) -> Vec<String> {
    let rule = "-".repeat(WIDE);
    let said = |say: Say| {
        let line = say.in_voice(voice, keys);
        apart(&line, "").trim_end().to_owned()
    };
    let mut lines = vec![
        said(super::text::frame::PLAIN.with("text", plain(&list.banca).into_owned())),
        voice.text(t::PAPER_TITLE).to_owned(),
        said(t::PAPER_DRAW.with("draw", draw(&list.draw, voice))),
    ];
    if !matches!(list.of.scope, ScopeId::Banca(_)) {
        lines.push(said(t::PAPER_SHOP.with("name", list.of.ventana.as_str())));
    }
    if let Some(seller) = &list.of.vendedor {
        lines.push(said(t::PAPER_SELLER.with("name", seller.as_str())));
    }
    lines.push(said(
        t::PAPER_STATE.with("state", name::draw_state(list.draw.state)),
    ));
    lines.push(said(t::PAPER_AT.with("at", Arg::Moment(list.now))));
    if let Some(exclusion) = &list.excluded {
        lines.push(voice.text(t::PAPER_OUT).to_owned());
        let said = out(exclusion).in_voice(voice, keys);
        lines.extend(super::widgets::broken(&said, WIDE));
        lines.push(super::text::Say::in_voice(
            &t::OUT_SUMS
                .with("n", exclusion.sums.tickets)
                .with("stakes", exclusion.sums.stakes),
            voice,
            keys,
        ));
    }
    lines.push(rule.clone());
    lines.push(cells(
        [
            t::COL_NUMBER,
            t::COL_TICKETS,
            t::COL_STRAIGHT,
            t::COL_REVENTADO,
            t::COL_TOTAL,
        ]
        .map(|text| voice.text(text)),
    ));
    for line in &list.lines {
        let figures = [
            line.number.to_string(),
            voice.count(line.tickets),
            voice.figure(line.straight),
            voice.figure(line.reventado),
            voice.figure(line.total),
        ];
        lines.push(cells(figures.each_ref().map(String::as_str)));
    }
    lines.push(rule);
    let sums = &list.sums;
    let totals: [(Text, String); 6] = [
        (t::PAPER_TICKETS, voice.count(sums.tickets)),
        (t::PAPER_BETS, voice.count(sums.bets)),
        (t::PAPER_STAKES, voice.figure(sums.stakes)),
        (t::PAPER_LISTERO, voice.figure(sums.listero)),
        (t::PAPER_VENDEDOR, voice.figure(sums.vendedor)),
        (t::PAPER_LEFT, voice.figure(sums.left())),
    ];
    lines.extend(totals.map(|(text, figure)| apart(voice.text(text), &figure)));
    lines
}

fn heads(columns: &[Text], voice: Voice) -> Vec<String> {
    let head = |text: &Text| voice.text(*text).to_owned();
    columns.iter().map(head).collect()
}

/// A list as a table: a row a number, and the totals.
pub fn sheet(list: &NumberList, voice: Voice) -> Sheet {
    let mut rows: Vec<Vec<Value>> = list
        .lines
        .iter()
        .map(|line| {
            vec![
                Value::Text(line.number.to_string()),
                Value::Count(line.tickets),
                Value::Money(line.straight),
                Value::Money(line.reventado),
                Value::Money(line.total),
            ]
        })
        .collect();
    let fact = |text: Text, value: Value| {
        let name = Value::Text(voice.text(text).to_owned());
        vec![name, Value::Empty, Value::Empty, Value::Empty, value]
    };
    rows.push(fact(t::PAPER_TICKETS, Value::Count(list.sums.tickets)));
    rows.push(fact(t::PAPER_STAKES, Value::Money(list.sums.stakes)));
    rows.push(fact(t::PAPER_LISTERO, Value::Money(list.sums.listero)));
    rows.push(fact(t::PAPER_VENDEDOR, Value::Money(list.sums.vendedor)));
    rows.push(fact(t::PAPER_LEFT, Value::Money(list.sums.left())));
    let columns = [
        t::COL_NUMBER,
        t::PAPER_TICKETS,
        t::COL_STRAIGHT,
        t::COL_REVENTADO,
        t::COL_TOTAL,
    ];
    Sheet {
        title: format!(
            "{} {} {}",
            voice.text(t::LIST),
            called(&list.of, voice),
            draw(&list.draw, voice)
        ),
        columns: heads(&columns, voice),
        rows,
    }
}

/// The lists of a draw as a table: a row a list.
pub fn lists_sheet(lists: &DrawLists, voice: Voice) -> Sheet {
    let rows = lists.rows.iter().map(|row| {
        vec![
            Value::Text(called(&row.of, voice)),
            Value::Count(row.sums.tickets),
            Value::Count(row.sums.bets),
            Value::Money(row.sums.stakes),
            Value::Money(row.sums.listero),
            Value::Money(row.sums.vendedor),
            Value::Money(row.sums.left()),
            match &row.excluded {
                Some(_) => Value::Text(voice.text(t::OUT).to_owned()),
                None => Value::Empty,
            },
        ]
    });
    let columns = [
        t::COL_LIST,
        t::PAPER_TICKETS,
        t::PAPER_BETS,
        t::COL_STAKES,
        t::COL_LISTERO,
        t::COL_VENDEDOR,
        t::COL_LEFT,
        t::COL_STATE,
    ];
    Sheet {
        title: format!("{} {}", voice.text(t::TITLE), draw(&lists.draw, voice)),
        columns: heads(&columns, voice),
        rows: rows.collect(),
    }
}

/// The name of a list's file, without its ending: letters, digits and dashes only.
pub fn file_name(draw: &DrawRow, of: Option<&ListOf>, voice: Voice) -> String {
    let whose = of.map_or_else(String::new, |of| called(of, voice));
    let day = voice.day_of(draw.at);
    let clock = voice.clock(draw.at);
    let name = format!(
        "{} {} {day} {clock} {whose}",
        voice.text(t::TITLE),
        plain(&draw.name)
    );
    let kept = |letter: char| {
        if letter.is_alphanumeric() {
            letter
        } else {
            '-'
        }
    };
    let name: String = name.to_lowercase().chars().map(kept).collect();
    let parts: Vec<&str> = name.split('-').filter(|part| !part.is_empty()).collect();
    format!("banca-{}", parts.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_paper_is_never_wider_than_the_paper() {
        let long = "Ventana de la esquina de la abuela de don Ramón el de la pulpería";
        for figure in ["", "1.234.567.890.123"] {
            assert_eq!(width(&apart(long, figure)), WIDE);
        }
        assert_eq!(width(&cells(["00", "12", "1.000", "0", "1.000"])), WIDE);
    }
}
