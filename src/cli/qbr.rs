//! `rounds qbr`: a first draft of the next review, as Markdown or JSON.

use super::args::Qbr;
use super::error::Error;
use super::pick::identity;
use super::run::Run;
use super::whole_file::write;
use crate::app;
use crate::engine::Assessment;
use crate::export::{Json, Object, write_json};
use crate::report::{Block, Document, Review, markdown, qbr};

/// Drafts a review and prints it, or writes it to a file.
pub(super) fn draft(run: &mut Run<'_>, args: &Qbr) -> Result<(), Error> {
    let mut session = run.read()?;
    let id = session.find_account(&args.account)?;
    let as_of = session.as_of();
    let history = session.store().account(id)?;
    let view = history.as_ref().and_then(|it| it.as_of(as_of));
    let (Some(history), Some(view)) = (&history, &view) else {
        return Err(app::Error::NoAccount(args.account.clone()).into());
    };
    let of = session.assess(id)?;
    let context = &session.ground()?.context;
    let review = Review { view, history, sheet: &of.sheet, context };
    let document = qbr(&review);
    let text = if args.json {
        let mut text = Vec::new();
        write_json(&mut text, &Json::Object(object(&document, &of)))?;
        text
    } else {
        markdown(&document).into_bytes()
    };
    match &args.output {
        None => run.bytes(&text),
        Some(path) => write(path, &text),
    }
}

/// A document as JSON: its account, the day, and its blocks from top to bottom.
fn object(document: &Document, of: &Assessment) -> Object {
    identity(of)
        .with("as_of", of.sheet.as_of)
        .with("title", document.title.as_str())
        .with("blocks", document.blocks.iter().map(block).collect::<Json>())
}

fn block(block: &Block) -> Object {
    let texts = |it: &[String]| it.iter().map(String::as_str).collect::<Json>();
    let (kind, content) = match block {
        Block::Heading(text) => ("heading", Json::from(text.as_str())),
        Block::Text(text) => ("text", text.as_str().into()),
        Block::Ask(text) => ("question", text.as_str().into()),
        Block::List(items) => ("list", texts(items)),
        Block::Grid(grid) => {
            let rows = grid.rows.iter().map(|it| texts(it)).collect();
            return Object::new()
                .with("block", "table")
                .with("heads", texts(&grid.heads))
                .with("rows", Json::List(rows));
        }
    };
    Object::new().with("block", kind).with("content", content)
}
