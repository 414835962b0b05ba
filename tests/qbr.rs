//! The draft of a review: facts with their dates, questions where there are none, and nothing that
//! is not for the customer's eyes.

use std::ffi::OsString;
use std::fs;
use std::process::ExitCode;

use tempfile::TempDir;

use crate::demo::Sample;

const TODAY: &str = "2026-10-14";

struct Desk {
    folder: TempDir,
}

impl Desk {
    fn with_accounts() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        let accounts = "account_id,name,industry,tier\nA-1,Bare & <Bone>,Retail,B\n";
        fs::write(desk.folder.path().join("accounts.csv"), accounts).unwrap();
        desk.printed(&["import", desk.folder.path().join("accounts.csv").to_str().unwrap()]);
        desk
    }

    fn run(&self, words: &[&str]) -> (ExitCode, String) {
        let book = self.folder.path().join("book.rounds").display().to_string();
        let args = ["rounds", "--today", TODAY, "--book", &book];
        let args = args.iter().chain(words).map(OsString::from);
        let mut out = Vec::new();
        let code = rounds::cli::run_to(args, &mut out);
        (code, String::from_utf8(out).unwrap())
    }

    fn printed(&self, words: &[&str]) -> String {
        let (code, text) = self.run(words);
        assert_eq!(code, ExitCode::SUCCESS, "{words:?}");
        text
    }
}

fn sample_draft(account: &str) -> String {
    let draft = Sample::shared().printed(&["qbr", account, "--as-of", TODAY]);
    String::from_utf8(draft).unwrap()
}

#[test]
fn a_draft_has_every_section_and_no_word_of_how_we_judge_them() {
    for account in ["Northlane", "Maplecrest", "Fennimore", "Opaline"] {
        let draft = sample_draft(account);
        for section in [
            "Summary",
            "Actions from the last review",
            "Your goals and results",
            "Value delivered",
            "Adoption and usage",
            "Support and reliability",
            "Your feedback and wishes",
            "What did not go well",
            "Looking ahead",
            "Decisions and next steps",
            "Appendix: where the figures come from",
        ] {
            assert!(draft.contains(&format!("\n## {section}\n")), "{account} lacks {section}");
        }
        let words: Vec<String> = draft
            .split(|it: char| !it.is_alphanumeric() && it != '_')
            .map(str::to_lowercase)
            .collect();
        for word in
            ["health", "churn", "risk", "at_risk", "score", "arr", "upsell", "champion", "red"]
        {
            assert!(!words.iter().any(|it| it == word), "{account}: {word}\n{draft}");
        }
    }
}

#[test]
fn what_is_not_known_is_asked_and_not_filled_in() {
    let draft = Desk::with_accounts().printed(&["qbr", "A-1"]);
    for question in [
        "We have no agreed goal on file.",
        "No result is confirmed by the customer yet.",
        "There is no usage on file",
        "There are no support requests on file",
        "No survey answer of the last twelve months is on file",
        "Who comes from their side?",
    ] {
        assert!(draft.contains(question), "{question}\n{draft}");
    }
    assert!(draft.starts_with("# Review with Bare & \\<Bone\\>\n"), "a name is no mark-up");
}

#[test]
fn every_figure_has_its_date_and_the_old_ones_are_one_question() {
    let draft = sample_draft("Northlane");
    assert!(draft.contains("seats are in use (as of 11 Oct 2026)."), "{draft}");
    let asked: Vec<&str> = draft.lines().filter(|it| it.contains("lder than 30 days")).collect();
    assert_eq!(asked.len(), 1, "{draft}");
    assert!(asked[0].starts_with("> **To settle:** Older than 30 days: "), "{draft}");
}

#[test]
fn a_reported_figure_has_its_date_and_only_the_author_reads_which_file_it_is_from() {
    let desk = Desk::with_accounts();
    let path = desk.folder.path().join("zendesk.csv");
    let figures = "account_id,support_tickets_last_quarter,nps_score,csm_engagement_score,churn_risk,\
                   last_csm_contact_date\nA-1,5,8.6,0.9,0.7,2026-10-01\n";
    fs::write(&path, figures).unwrap();
    desk.printed(&["import", path.to_str().unwrap(), "--dated", "2026-10-01"]);
    let draft = desk.printed(&["qbr", "A-1"]);
    for row in ["support tickets last quarter | 5", "nps | 8.6"] {
        let row = format!("| {row} | as of 01 Oct 2026 |");
        assert!(draft.contains(&row), "{row}\n{draft}");
    }
    let with_file: Vec<&str> = draft.lines().filter(|it| it.contains("zendesk.csv")).collect();
    assert!(!with_file.is_empty());
    assert!(with_file.iter().all(|it| it.starts_with("> **To settle:**")), "{draft}");
    for word in ["engagement", "churn", "score", "not counted by us"] {
        assert!(!draft.contains(word), "{word}\n{draft}");
    }
}

#[test]
fn a_fall_that_the_customer_will_see_is_spoken_of() {
    let fallen = sample_draft("Opaline");
    assert!(fallen.contains("active users: 45.8 % below the quarter before."), "{fallen}");
    assert!(!sample_draft("Northlane").contains("below the quarter before"));
}

#[test]
fn a_draft_is_written_whole_or_not_at_all() {
    let desk = Desk::with_accounts();
    let path = desk.folder.path().join("draft.md");
    let words = ["qbr", "A-1", "-o", path.to_str().unwrap()];
    assert_eq!(desk.printed(&words), "");
    assert_eq!(fs::read_to_string(&path).unwrap(), desk.printed(&["qbr", "A-1"]));
    let nowhere = desk.folder.path().join("no/such/folder/draft.md");
    let (code, _) = desk.run(&["qbr", "A-1", "-o", nowhere.to_str().unwrap()]);
    assert_eq!(code, ExitCode::FAILURE);
    assert!(!nowhere.exists());
}

#[test]
fn a_program_reads_the_draft_block_by_block() {
    let desk = Desk::with_accounts();
    let draft: serde_json::Value =
        serde_json::from_str(&desk.printed(&["qbr", "A-1", "--json"])).unwrap();
    assert_eq!(draft["external_id"], "A-1");
    let blocks = draft["blocks"].as_array().unwrap();
    let of = |kind: &str| blocks.iter().filter(|it| it["block"] == kind).count();
    let markdown = desk.printed(&["qbr", "A-1"]);
    assert_eq!(of("heading"), markdown.lines().filter(|it| it.starts_with("## ")).count());
    assert_eq!(of("question"), markdown.matches("**To settle:**").count());
    assert!(of("question") > 0);
}

#[test]
fn two_counts_that_cannot_both_be_true_are_asked_and_not_told() {
    let desk = Desk::with_accounts();
    let path = desk.folder.path().join("figures.csv");
    for (active, is_told) in [("3", false), ("60", true)] {
        let figures = format!(
            "account_id,licensed_seats,active_seats,monthly_active_users\nA-1,125,{active},51\n"
        );
        fs::write(&path, figures).unwrap();
        desk.printed(&["import", path.to_str().unwrap(), "--dated", "2026-10-01"]);
        let draft = desk.printed(&["qbr", "A-1"]);
        let told = format!("{active} of 125 seats are in use (as of 01 Oct 2026)");
        let asked = format!("{told}, but monthly active users reach 51 in the same days");
        assert_eq!(draft.contains(&format!("\n{told}.\n")), is_told, "{draft}");
        assert_eq!(draft.contains(&format!("> **To settle:** {asked}")), !is_told, "{draft}");
    }
}

#[test]
fn survey_answers_count_people_by_their_latest_one_as_health_does() {
    let desk = Desk::with_accounts();
    let path = desk.folder.path().join("surveys.csv");
    let answers = "account_id,survey_id,type,contact,score,on\n\
                   A-1,1,nps,ann,3,2026-02-01\nA-1,2,nps,ann,9,2026-09-01\n\
                   A-1,3,nps,ben,10,2026-08-01\nA-1,4,nps,cy,6,2026-07-01\n\
                   A-1,5,nps,di,0,2024-07-01\n";
    fs::write(&path, answers).unwrap();
    desk.printed(&["import", path.to_str().unwrap()]);
    let draft = desk.printed(&["qbr", "A-1"]);
    let told = "3 people in twelve months, by the latest answer of each: 2 × 9 or 10, \
                1 × 6 or less. NPS +33 (as of 01 Sep 2026).";
    assert!(draft.contains(told), "{draft}");
    let counted = desk.printed(&["explain", "A-1", "nps.count_365d"]);
    assert!(counted.contains("= 3,"), "{counted}");
}
