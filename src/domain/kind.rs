//! The kinds of record that a book holds.

use super::words::words;

words!(
    /// What a record is about. Usage has no records: it is series of numbers.
    Kind {
        Account = "account",
        Contact = "contact",
        Contract = "contract",
        /// What became of an account or a renewal: churned, contracted, renewed.
        Outcome = "outcome",
        /// A contact with the customer: call, meeting, mail.
        Activity = "activity",
        Ticket = "ticket",
        /// One answer to a survey.
        Survey = "survey",
        Objective = "objective",
        Milestone = "milestone",
        Task = "task",
        Note = "note",
        /// What the user did about an alert; keyed by the alert's id.
        Answer = "answer",
        /// One setting of the book; keyed by its name.
        Setting = "setting",
    }
);
