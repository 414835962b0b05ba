//! What a book is judged by and worked by: the built-in model, rules and playbooks, with the user's own
//! laid over them as far as they make sense.

use std::path::{Path, PathBuf};

use crate::config::{PolicyFile, PolicyProblem, Problem};
use crate::engine::{
    Catalogue, Model, ModelError, Overlaid, OverlaidModel, OverlaidPlaybooks, OwnKey, Playbooks,
    Policy, Rules,
};

/// The user's own policy, as the texts of its files; by itself nothing but the built-in one. They are
/// read when the book is judged: reading takes longer than drawing the first frame, and only then is
/// it known which facts the book has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnPolicy {
    /// Their health model, laid over the built-in one.
    pub model: Option<PolicyFile>,
    /// Their rules, laid over the built-in ones.
    pub rules: Vec<PolicyFile>,
    /// Their playbooks, laid over the built-in ones.
    pub playbooks: Vec<PolicyFile>,
}

/// A policy that can be judged by, and what of the user's own could not be used.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::app) struct LaidPolicy {
    /// The policy.
    pub(in crate::app) policy: Policy,
    /// The playbooks.
    pub(in crate::app) playbooks: Playbooks,
    /// What is wrong in the user's files; for each such entry the built-in one holds.
    pub(in crate::app) problems: Vec<PolicyProblem>,
}

impl OwnPolicy {
    /// Whether there is any file of the user's.
    pub const fn is_none(&self) -> bool {
        self.model.is_none() && self.rules.is_empty() && self.playbooks.is_empty()
    }

    /// The playbooks that ship with Rounds with the user's own laid over them.
    pub fn laid_playbooks(&self) -> LaidPlaybooks {
        let mut res = LaidPlaybooks { playbooks: Playbooks::built_in(), problems: Vec::new() };
        for file in &self.playbooks {
            let OverlaidPlaybooks { playbooks, errors } = res.playbooks.overlaid(&file.text);
            let each = errors.into_iter();
            res.problems.extend(each.map(|it| told(&file.path, it.line, it.column, it.message)));
            res.playbooks = playbooks;
        }
        res
    }

    /// The policy for a book with these facts.
    pub(in crate::app) fn laid(&self, catalogue: &Catalogue) -> LaidPolicy {
        let mut problems = Vec::new();
        let mut model = Model::built_in();
        if let Some(file) = &self.model {
            let laid = model.overlaid(&file.text, catalogue);
            model = laid.model;
            let told = laid.errors.into_iter();
            problems.extend(told.map(|it| of_model(&file.path, it)));
        }
        let LaidPlaybooks { playbooks, problems: of_playbooks } = self.laid_playbooks();
        problems.extend(of_playbooks);
        let mut rules = Rules::built_in(catalogue);
        for file in &self.rules {
            let Overlaid { rules: laid, errors } =
                rules.overlaid(&file.text, catalogue, &playbooks);
            rules = laid;
            problems.extend(
                errors.into_iter().map(|it| told(&file.path, it.line, it.column, it.message)),
            );
        }
        LaidPolicy { policy: Policy { model, rules }, playbooks, problems }
    }
}

/// Playbooks that can be started, and what of the user's own could not be used.
#[derive(Debug, Clone, PartialEq)]
pub struct LaidPlaybooks {
    /// The playbooks.
    pub playbooks: Playbooks,
    /// What is wrong in the user's files; for each such file the built-in one holds.
    pub problems: Vec<PolicyProblem>,
}

/// The health model that a book is judged by, and what of it is the user's own.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelInForce {
    /// The model.
    pub model: Model,
    /// What the user's file says and holds.
    pub own: Vec<OwnKey>,
    /// The user's file, where there is one.
    pub file: Option<PathBuf>,
}

/// The health model for a book with these facts: the built-in one with the user's laid over it.
pub fn model_in_force(own: &OwnPolicy, catalogue: &Catalogue) -> ModelInForce {
    let built_in = Model::built_in();
    match &own.model {
        None => ModelInForce { model: built_in, own: Vec::new(), file: None },
        Some(file) => {
            let OverlaidModel { model, own, .. } = built_in.overlaid(&file.text, catalogue);
            ModelInForce { model, own, file: Some(file.path.clone()) }
        }
    }
}

/// What a look through the user's own policy found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedPolicy {
    /// Rules in force.
    pub rules: usize,
    /// Playbooks in force.
    pub playbooks: usize,
    /// Every mistake, in the order of the files and of their text.
    pub problems: Vec<PolicyProblem>,
}

/// Looks through the user's own policy for a book with these facts.
pub fn check_policy(own: &OwnPolicy, catalogue: &Catalogue) -> CheckedPolicy {
    let laid = own.laid(catalogue);
    CheckedPolicy {
        rules: laid.policy.rules.iter().count(),
        playbooks: laid.playbooks.iter().count(),
        problems: laid.problems,
    }
}

/// A mistake in a model file of the user's.
pub(super) fn of_model(path: &Path, it: ModelError) -> PolicyProblem {
    told(path, it.line, it.column, it.message)
}

fn told(path: &Path, line: usize, column: usize, message: String) -> PolicyProblem {
    PolicyProblem { file: path.to_owned(), problem: Problem { line, column, message } }
}
