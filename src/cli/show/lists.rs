//! Sales lists: of a draw, of a shop or seller, their tickets.

use super::table::{Facts, Table, figures, words};
use crate::{
    domain::{Money, Number},
    ops::{DrawLists, ListChange, ListPreview, ListTicketPage, NumberList},
    ui::{
        keymap::Keymap,
        list_paper as paper,
        text::{Voice, column as c, lists as t, name},
    },
};

pub fn lists(lists: &DrawLists, voice: Voice) -> String {
    let columns = [
        words(t::COL_LIST),
        figures(c::TICKETS),
        figures(c::BETS),
        figures(t::COL_STAKES),
        figures(t::COL_LISTERO),
        figures(t::COL_VENDEDOR),
        figures(t::COL_LEFT),
        words(c::STATE),
    ];
    let mut table = Table::new(voice, &columns);
    for row in &lists.rows {
        table.row([
            paper::called(&row.of, voice),
            voice.count(row.sums.tickets),
            voice.count(row.sums.bets),
            voice.figure(row.sums.stakes),
            voice.figure(row.sums.listero),
            voice.figure(row.sums.vendedor),
            voice.figure(row.sums.left()),
            row.excluded
                .as_ref()
                .map(|_| voice.text(t::OUT).to_owned())
                .unwrap_or_default(),
        ]);
    }
    let facts = Facts::new(voice)
        .with(c::DRAW, paper::draw(&lists.draw, voice))
        .with(c::STATE, voice.text(name::draw_state(lists.draw.state)));
    format!("{}\n{}", facts.text(), table.text())
}

pub fn numbers(list: &NumberList, voice: Voice, keys: &Keymap) -> String {
    let mut text = paper::paper(list, voice, keys).join("\n");
    text.push('\n');
    text
}

pub fn tickets(page: &ListTicketPage, voice: Voice) -> String {
    let columns = [
        words(c::SOLD_AT),
        words(c::TICKET),
        words(c::SELLER),
        figures(c::STRAIGHT),
        figures(c::REVENTADO),
        figures(c::TOTAL),
        words(c::STATE),
    ];
    let mut table = Table::new(voice, &columns);
    for row in &page.rows {
        table.row([
            super::moment(row.sold_at, voice),
            row.code.to_string(),
            row.vendedor.clone(),
            voice.figure(row.straight),
            voice.figure(row.reventado),
            voice.figure(row.total),
            voice.text(name::ticket_state(row.state)).to_owned(),
        ]);
    }
    let mut text = table.text();
    if let Some(next) = &page.next {
        let facts = Facts::new(voice).with(c::NEXT_PAGE, next.as_str());
        text.push('\n');
        text.push_str(&facts.text());
    }
    text
}

pub fn preview(preview: &ListPreview, voice: Voice) -> String {
    let sums = &preview.sums;
    let stakes = if preview.excluded {
        t::FACT_BACK
    } else {
        t::FACT_STAKES
    };
    let worst = |of: Option<(Number, Money)>| {
        of.map(|(number, liability)| format!("{number}  {}", voice.money(liability)))
            .unwrap_or_default()
    };
    Facts::new(voice)
        .with(t::FACT_LIST, paper::called(&preview.of, voice))
        .with(t::FACT_DRAW, paper::draw(&preview.draw, voice))
        .with(t::FACT_TICKETS, voice.count(sums.tickets))
        .with(stakes, voice.money(sums.stakes))
        .with(t::COL_LISTERO, voice.money(sums.listero))
        .with(t::COL_VENDEDOR, voice.money(sums.vendedor))
        .with(
            t::FACT_WORST,
            format!("{} → {}", worst(preview.before), worst(preview.after)),
        )
        .text()
}

pub fn changed(change: &ListChange, voice: Voice, keys: &Keymap) -> String {
    let text = if change.excluded {
        t::EXCLUDED
    } else {
        t::INCLUDED
    };
    let say = text
        .with("n", change.sums.tickets)
        .with("stakes", change.sums.stakes);
    let mut lines = vec![say.in_voice(voice, keys)];
    lines.extend(change.over.iter().map(|one| {
        t::OVER_LINE
            .with("number", one.number.to_string())
            .with("percent", i64::from(one.percent))
            .with("limit", one.limit)
            .in_voice(voice, keys)
    }));
    lines.push(String::new());
    lines.join("\n")
}
