//! A document as Markdown.

use super::document::{Block, Document, Grid};
use crate::domain::escaped;

/// Writes a document as Markdown; what came from a customer stays plain text.
pub fn markdown(document: &Document) -> String {
    let mut parts = vec![format!("# {}", escaped(&document.title))];
    parts.extend(document.blocks.iter().map(block));
    parts.join("\n\n") + "\n"
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(text) => format!("## {}", escaped(text)),
        Block::Text(text) => escaped(text),
        Block::List(items) => {
            let items: Vec<String> = items.iter().map(|it| format!("- {}", escaped(it))).collect();
            items.join("\n")
        }
        Block::Grid(it) => grid(it),
        Block::Ask(text) => format!("> **To settle:** {}", escaped(text)),
    }
}

fn grid(grid: &Grid) -> String {
    let line = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|it| escaped(it)).collect();
        format!("| {} |", cells.join(" | "))
    };
    let rule = format!("|{}", " --- |".repeat(grid.heads.len()));
    let rows = grid.rows.iter().map(|it| line(it));
    [line(&grid.heads), rule].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_reads_as_markdown_and_a_name_stays_a_name() {
        let document = Document {
            title: "Review with A|B".to_owned(),
            blocks: vec![
                Block::heading("Goals"),
                Block::grid(["Goal", "Now"], vec![["<b>Time</b>".to_owned(), "4 | 5".to_owned()]]),
                Block::ask("Which goal comes next?"),
            ],
        };
        assert_eq!(
            markdown(&document),
            "# Review with A\\|B\n\n## Goals\n\n| Goal | Now |\n| --- | --- |\n\
             | \\<b\\>Time\\</b\\> | 4 \\| 5 |\n\n> **To settle:** Which goal comes next?\n"
        );
    }
}
