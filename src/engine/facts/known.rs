//! The facts that every book has: one row each, read by the catalogue and by what computes them.

use super::fact::FactId;
use crate::domain::Type;

/// What the catalogue says of a built-in fact.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// Its name.
    pub(super) name: &'static str,
    /// Short names for the filter line.
    pub(super) aliases: &'static [&'static str],
    /// What its values are.
    pub(super) ty: Type,
    /// The unit in words, empty where the type says it.
    pub(super) unit: &'static str,
    /// What it means, in one sentence.
    pub(super) meaning: &'static str,
    /// How it is used in a query.
    pub(super) example: &'static str,
    /// The facts that are computed together with it.
    pub(super) group: Group,
}

/// Declares the groups and, in one order, the facts and their entries.
macro_rules! known {
    ($($(#[$doc:meta])* $group:ident $source:literal {
        $($fact:ident $name:literal [$($alias:literal),*] $ty:ident $unit:literal $meaning:literal $example:literal)+
    })+) => {
        /// Facts that are computed together; one that nobody asks for is skipped.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Group {
            $($(#[$doc])* $group),+
        }

        impl Group {
            /// What its facts are computed from.
            pub(super) const fn source(self) -> &'static str {
                match self {
                    $(Self::$group => $source),+
                }
            }
        }

        /// A built-in fact; its number is its place in the catalogue.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u16)]
        pub(in crate::engine) enum Known {
            $($($fact),+),+
        }

        impl Known {
            /// Every built-in fact, in the order of the catalogue.
            pub(super) const ALL: &[Self] = &[$($(Self::$fact),+),+];
        }

        /// What the catalogue says of each, in the same order.
        pub(super) const ENTRIES: &[Entry] = &[$($(Entry {
            name: $name,
            aliases: &[$($alias),*],
            ty: Type::$ty,
            unit: $unit,
            meaning: $meaning,
            example: $example,
            group: Group::$group,
        }),+),+];
    };
}

impl Known {
    /// Its place in the catalogue.
    pub(in crate::engine) const fn id(self) -> FactId {
        FactId(self as u16)
    }

    /// The built-in fact at a place of the catalogue.
    pub(super) fn at(id: FactId) -> Option<Self> {
        Self::ALL.get(usize::from(id.0)).copied()
    }

    /// Whether a fact is one about alerts: such a fact is known only after the rules of a day.
    pub(in crate::engine) fn is_of_alerts(fact: FactId) -> bool {
        let entry = Self::at(fact).and_then(Self::entry);
        entry.is_some_and(|it| it.group == Group::Alerts)
    }

    /// What the catalogue says of it.
    pub(super) fn entry(self) -> Option<&'static Entry> {
        ENTRIES.get(usize::from(self.id().0))
    }
}

#[rustfmt::skip]
known! {
    /// What the customer is.
    Profile "the account's fields" {
        Name "name" [] Text "" "The customer's name." "name:acme"
        Domain "domain" [] Text "" "Its web domain." "domain:acme.com"
        ExternalId "external_id" [] Text "" "The account's id in the system it came from." "external_id:\"ACC-00001\""
        Industry "industry" [] Text "" "Line of business." "industry:retail"
        Region "region" [] Text "" "Sales region." "region:EMEA"
        Country "country" [] Text "" "Country." "country:DE"
        Segment "segment" [] Text "" "Market grouping." "segment:enterprise"
        Tier "tier" [] Text "" "Service level A to D; the book's own word where it is not mapped to one." "tier:A"
        TouchModel "touch_model" [] Text "" "How the account is looked after: high (A), mid (B or not set), low (C), tech (D)." "touch_model:high"
        Stage "stage" [] Text "" "Lifecycle stage as the CRM or the CSM says it." "stage:onboarding"
        Plan "plan" [] Text "" "The plan or edition bought; of the newest contract where the account names none." "plan:enterprise"
        Csm "csm" ["owner"] Text "" "Who looks after the account." "csm:garcia"
        CustomerSince "customer_since" ["since"] Date "" "First day as a customer, or of its first contract." "customer_since < 2025-01-01"
        TenureDays "tenure_days" ["tenure"] Days "" "Days since the first day as a customer." "tenure < 90d"
        Tags "tags" ["tag"] List "" "Free labels." "tag:paused"
        Pulse "pulse" [] Text "" "The CSM's own judgement: red, yellow or green." "pulse:red"
        PulseAge "pulse.age_days" [] Days "" "Days since the CSM gave the pulse." "pulse.age_days > 30d"
        PulseReason "pulse.reason" [] Text "" "Why the CSM gave the pulse." "pulse.reason:budget"
    }
    /// What the customer pays, and until when.
    Contract "contracts in force, else the account's fields" {
        Status "status" [] Text "" "prospect, active, paused or churned; churned after a churned outcome unless a contract is in force." "status:active"
        Arr "arr" [] Money "" "Recurring revenue a year in the book's currency: of the contracts in force, else the account's ARR field, which is 0 once the account has churned." "arr >= 50k"
        ArrOwn "arr.own" [] Money "" "Recurring revenue a year in the contract's own currency." "arr.own >= 50k"
        ArrCurrency "arr.currency" [] Text "" "The currency of arr.own; where it is not the book's, arr is missing, as no rate is known." "not arr.currency:EUR"
        Mrr "mrr" [] Money "" "Recurring revenue a month: a twelfth of arr." "mrr >= 5k"
        Currency "currency" [] Text "" "The book's currency, in which arr and mrr are." "currency:EUR"
        Seats "seats" [] Number "seats" "Seats bought: of the contracts in force, else the account's field." "seats >= 100"
        ContractCount "contract.count" [] Number "contracts" "Contracts in force, trials left out." "contract.count = 0"
        ContractProducts "contract.products" [] Number "products" "Different products among the contracts in force." "contract.products >= 3"
        ContractWhiteSpace "contract.white_space" [] Text "" "The product that most accounts of the same tier and industry own and this one does not." "contract.white_space:analytics"
        ContractWhiteSpaceShare "contract.white_space_share" [] Percent "" "Share of those accounts that own it, of 8 or more; 0 where nothing is left to sell." "contract.white_space_share >= 50%"
        ContractHasRows "contract.has_rows" [] Flag "" "Whether the book knows any contract at all." "contract.has_rows"
        RenewalDate "renewal.date" [] Date "" "First day after the term: of the earliest contract in force whose renewal is open, else the account's renewal date." "renewal.date <= 2026-12-31"
        RenewalDaysLeft "renewal.days_left" ["renews"] Days "" "Days to the renewal date; missing once it has passed." "renews < 90d"
        RenewalOverdue "renewal.overdue_days" [] Days "" "Days since the renewal date passed without an outcome." "renewal.overdue_days > 5d"
        RenewalAmount "renewal.amount" [] Money "" "Recurring revenue a year that is up for this renewal, in the book's currency." "renewal.amount >= 50k"
        RenewalTerm "renewal.term_months" [] Number "months" "Length of the term that ends." "renewal.term_months >= 6"
        RenewalAutoRenew "renewal.auto_renew" ["auto_renew"] Flag "" "Whether the contract renews by itself." "auto_renew"
        RenewalNoticeDays "renewal.notice_days" [] Days "" "Days before the last day of the term by which notice must be given." "missing renewal.notice_days"
        RenewalSource "renewal.source" [] Text "" "What the renewal date comes from: contract or account field." "renewal.source:contract"
        NoticeDate "notice.date" [] Date "" "The last day of timely notice: last day of the term less the notice days; the renewal date where no notice is agreed." "notice.date <= 2026-12-31"
        NoticeDaysLeft "notice.days_left" ["notice"] Days "" "Days to the notice deadline; missing once it has passed." "notice < 30d"
        NoticeState "notice.state" [] Text "" "window_open, locked_in, will_expire_unless_renewed, auto_renewed, expired or notice_received." "notice.state:locked_in"
        NoticeReceivedOn "notice.received_on" [] Date "" "The day the customer gave notice." "notice.received_on >= 2026-01-01"
        NoticeReceived "notice.received" [] Flag "" "Whether the customer has given notice for the coming renewal." "notice.received"
        OutcomeLast "outcome.last" [] Text "" "What became of the account last: churned, contracted or renewed." "outcome.last:churned"
        OutcomeLastOn "outcome.last_on" [] Date "" "The day of that outcome." "outcome.last_on >= 2026-01-01"
        Phase "health.phase" ["phase"] Text "" "Where the account is in its life: onboarding, adoption, value or renewal." "phase:onboarding"
    }
    /// What billing says.
    Billing "the account's billing fields" {
        BillingStatus "billing.status" [] Text "" "What billing says of the account." "billing.status:overdue"
        BillingFailed "billing.failed" [] Flag "" "Whether the last payment failed." "billing.failed"
        BillingOverdue "billing.overdue" [] Flag "" "Whether billing says that an invoice is overdue." "billing.overdue"
        BillingDaysOverdue "billing.days_overdue" [] Days "" "Age of the oldest unpaid invoice; 0 where billing says it is paid." "billing.days_overdue > 30d"
    }
    /// What the customer's people do in the product, over all counted metrics.
    Usage "usage metrics, by completed ISO week" {
        UsagePrimary "usage.primary" [] Text "" "The usage metric looked at first: the one set, else the best known, else the one most accounts have." "usage.primary:logins"
        UsageWeeksHistory "usage.weeks_history" [] Number "weeks" "Completed weeks since the account's first week with usage." "usage.weeks_history >= 8"
        UsageFeedAge "usage.feed_age_days" [] Days "" "Days since the newest usage of any account, which the account's own silence cannot move." "usage.feed_age_days > 7d"
        UsageSilentDays "usage.silent_days" [] Days "" "Days with usage of other accounts since this one was last active." "usage.silent_days >= 28d"
        UsageLevelBook "usage.level_book" [] Number "percentile" "Where its weekly use over 12 weeks ranks in the book, or in its segment of 20 or more: mean percentile over the counted metrics." "usage.level_book < 10"
        UsageActiveWeeks "usage.active_weeks" [] Percent "" "Share of the last 12 weeks with any use." "usage.active_weeks < 50%"
        UsageGapRatio "usage.gap_ratio" [] Number "times" "Silent weeks since the last active one over the usual distance between active weeks." "usage.gap_ratio > 3"
        UsageTrendBook "usage.trend_book" [] Percent "" "Change over 12 weeks (Theil-Sen, of the median): the median over the counted metrics." "usage.trend_book < -25%"
        UsageBreadth "usage.breadth" [] Percent "" "Counted metrics in use in the last 4 weeks, of those that a tenth of the book uses." "usage.breadth < 30%"
        UsageShiftZ "usage.shift_z" [] Number "standard errors" "How far the last 4 weeks stand from the 12 before in the primary metric, in standard errors of a count." "usage.shift_z < -3"
        UsageShiftChange "usage.shift_change" [] Percent "" "The last 4 weeks of the primary metric against the 12 before." "usage.shift_change <= -30%"
        UsageShift "usage.shift" [] Flag "" "Whether the primary metric fell to a lower level: shift_z <= -3, by 30 % and 3 units or more." "usage.shift"
        UsageSuddenChange "usage.sudden_change" [] Percent "" "The last week of the primary metric against the median of 8 weeks before." "usage.sudden_change <= -50%"
        UsageSudden "usage.sudden" [] Flag "" "Whether the last 2 weeks of the primary metric are far below the 8 before (robust z <= -2), by 30 % and 3 units or more." "usage.sudden"
        UsageTrendDown "usage.trend_down" [] Flag "" "Whether the primary metric declines: Mann-Kendall p < .005 and Theil-Sen -30 % or more over 12 weeks." "usage.trend_down"
        UsageQuiet "usage.quiet" [] Flag "" "Whether the account went quiet: silent for 28 days after 4 or more active weeks of 12, or down 60 % with 5 or more users." "usage.quiet"
        UsageProductsUsed "usage.products_used" [] Number "products" "Products among the contracts in force that were used in the last 12 weeks, by the metrics that bear their names." "usage.products_used = 1"
        UsageKeyDropped "usage.key_features_dropped" [] Number "metrics" "Key features not used for 2 weeks or more that were used in 3 of the 4 weeks before." "usage.key_features_dropped > 0"
        UsageKeyDroppedName "usage.key_feature_dropped" [] Text "" "The first of those key features." "usage.key_feature_dropped:reports"
        UsageGatedTries "usage.gated_tries_28d" [] Number "times" "Tries of features that the plan does not include, in the last 28 days of completed weeks." "usage.gated_tries_28d >= 3"
        SpendForecast "spend.forecast_change" [] Percent "" "The coming month's spend against the last one's, as its trend has it (Theil-Sen): of the first metric that counts spend." "spend.forecast_change <= -10%"
    }
    /// How many of the bought seats are used.
    Seats "active users over the seats bought" {
        SeatsActive "seats.active" [] Number "seats" "Seats in use: active users over 28 days or active seats, else the most active users of any day or week of 28 days." "seats.active < 10"
        SeatsUtilisation "seats.utilisation" ["seats.utilization", "utilisation"] Percent "" "Active seats over seats bought; above 100 % is overage." "utilisation >= 90%"
        SeatsExpected "seats.expected" [] Percent "" "Utilisation to be expected at this age: 20 % in the first month, 7.5 points more each month, at most 80 %." "seats.expected < 50%"
        SeatsUtilRatio "seats.util_ratio" [] Number "times" "Utilisation over the utilisation to be expected; for accounts of 5 or more seats." "seats.util_ratio < 0.5"
        StickinessRatio "usage.stickiness_ratio" [] Number "times" "Daily over monthly active users, against the product's target." "usage.stickiness_ratio < 0.5"
    }
    /// Contact with the customer, and who is who.
    Relationship "activities and contacts" {
        TouchHasLog "touch.has_log" [] Flag "" "Whether there is a log to judge contact by: the account's own, or the book's since 90 days or more." "touch.has_log"
        TouchLastDays "touch.last_days" ["touch"] Days "" "Days since the customer last took part in a contact; from the first day as a customer where it never did." "touch > 30d"
        TouchLastOn "touch.last_on" [] Date "" "The day the customer last took part in a contact." "touch.last_on < 2026-01-01"
        TouchSource "touch.source" [] Text "" "What touch.last_days counts from: activity log, account field or customer since." "touch.source:log"
        TouchCount90d "touch.count_90d" [] Number "contacts" "Contacts of 90 days in which the customer took part." "touch.count_90d = 0"
        TouchContacts90d "touch.contacts_90d" [] Number "people" "People at the customer who took part in 90 days." "touch.contacts_90d <= 1"
        TouchThreads "touch.effective_threads" [] Number "people" "People who carry the contact of 90 days, each counted by their share." "touch.effective_threads < 1.5"
        TouchTopShare "touch.top_share" [] Percent "" "Share of the contacts of 90 days that one person carries." "touch.top_share > 80%"
        TouchCadence "touch.cadence_days" [] Days "" "Days between contacts that the tier asks for: A 14, B 30, C 90." "touch.cadence_days = 14d"
        TouchRatio "touch.ratio" [] Number "times" "Days since the last contact over the cadence." "touch.ratio > 1.5"
        ThreadsRatio "touch.threads_ratio" [] Number "times" "People in contact in 90 days over those the tier asks for: A 5, B 3, C 2." "touch.threads_ratio < 0.5"
        ExecLastDays "touch.exec_last_days" [] Days "" "Days since an executive sponsor or economic buyer took part in a contact; from the first day as a customer where one is named and never did." "touch.exec_last_days > 90d"
        TouchUnanswered "touch.unanswered" [] Number "contacts" "Times that we wrote or called since the customer last took part in a contact." "touch.unanswered >= 3"
        TouchUnansweredDays "touch.unanswered_days" [] Days "" "Days since the first of those times." "touch.unanswered_days >= 14d"
        TouchDeclined30d "touch.declined_30d" [] Number "meetings" "Meetings of 30 days that the customer declined or did not come to, since the last one held." "touch.declined_30d >= 2"
        SponsorState "sponsor.state" ["sponsor"] Text "" "Executive sponsor: engaged (in contact within 90 days), stale (180), lapsed, or none." "sponsor.state:lapsed"
        SponsorCount "sponsor.count" [] Number "people" "Executive sponsors at the customer." "sponsor.count = 0"
        SponsorLost "sponsor.lost" [] Flag "" "Whether the account had an executive sponsor and has none now." "sponsor.lost"
        ChampionState "champion.state" ["champion"] Text "" "Best champion: strong (in contact within 30 days), ok (90), weak (longer, or speaks ill of us), lost (had one, has none)." "champion.state:lost"
        ChampionCount "champion.count" [] Number "people" "Champions at the customer." "champion.count = 0"
        ChampionLost "champion.lost" [] Flag "" "Whether the account had a champion and has none now." "champion.lost"
        ContactsCount "contacts.count" ["contacts"] Number "people" "People known at the customer who still work there." "contacts.count < 2"
        ContactsRoles "contacts.roles" [] List "" "The roles that people at the customer have." "contacts.roles:champion"
        ContactsNewTeam "contacts.new_team" [] Number "people" "People of a department of which nobody was known before the last 60 days; of several, the largest." "contacts.new_team >= 5"
        ContactsNewTeamName "contacts.new_team_name" [] Text "" "That department." "contacts.new_team_name:finance"
        ContactsNewExecutive "contacts.new_executive_days" [] Days "" "Days since an executive or decision maker of the customer was last added." "contacts.new_executive_days <= 14d"
    }
    /// What the customer asked support.
    Tickets "tickets" {
        TicketsHasRows "tickets.has_rows" [] Flag "" "Whether the book knows any ticket at all." "tickets.has_rows"
        TicketsOpen "tickets.open" ["tickets"] Number "tickets" "Tickets not solved yet." "tickets > 3"
        TicketsOpened28d "tickets.opened_28d" [] Number "tickets" "Tickets opened in the last 28 days." "tickets.opened_28d > 5"
        TicketsOpened90d "tickets.opened_90d" [] Number "tickets" "Tickets opened in the last 90 days." "tickets.opened_90d = 0"
        TicketsSilentDays "tickets.silent_days" [] Days "" "Days with tickets of other accounts since this one last opened one." "tickets.silent_days >= 45d"
        TicketsHabit "tickets.habit" [] Number "tickets a month" "Tickets of 30 days over the 180 days up to the account's last ticket." "tickets.habit >= 3"
        TicketsOpenUrgent "tickets.open_urgent" [] Number "tickets" "Open tickets of the highest priority." "tickets.open_urgent > 2"
        TicketsUrgentLate "tickets.urgent_late" [] Number "tickets" "Open tickets of the highest priority that are 2 days old or older." "tickets.urgent_late > 0"
        TicketsOldestOpen "tickets.oldest_open_days" [] Days "" "Age of the oldest open ticket." "tickets.oldest_open_days > 30d"
        TicketsRate "tickets.rate" [] Number "tickets" "Tickets of 30 days per 100 seats, at least 10 seats counted." "tickets.rate > 20"
        TicketsRateRatio "tickets.rate_ratio" [] Number "times" "Tickets of 30 days over the account's own median of the 12 months before, at least one ticket." "tickets.rate_ratio > 2"
        TicketsSpike "tickets.spike" [] Flag "" "Whether the last week has far more tickets than the 12 weeks before: 3 or more and p < .01." "tickets.spike"
        TicketsOpenSev "tickets.open_sev" [] Number "tickets" "Open tickets of the two highest priorities past the time set for them (1 and 3 days where none is set)." "tickets.open_sev > 0"
        TicketsSev1Open5d "tickets.sev1_open_5d" [] Flag "" "Whether a ticket of the highest priority is open for more than 5 days." "tickets.sev1_open_5d"
        TicketsSla "tickets.sla" [] Percent "" "Tickets of 90 days solved within the time set for their priority." "tickets.sla < 90%"
        TicketsEscalations90d "tickets.escalations_90d" [] Number "tickets" "Tickets of 90 days that were escalated." "tickets.escalations_90d > 0"
        TicketsCsat90d "tickets.csat_90d" [] Percent "" "Ratings of 4 or 5 among those given on tickets of 90 days." "tickets.csat_90d < 70%"
    }
    /// What the customer answered.
    Survey "survey answers and ticket ratings" {
        SurveyHasRows "survey.has_rows" [] Flag "" "Whether the book knows any survey answer at all." "survey.has_rows"
        NpsLatest "nps.latest" ["nps"] Number "points" "The latest NPS answer, 0 to 10." "nps <= 6"
        NpsLastOn "nps.last_on" [] Date "" "The day of the latest NPS answer." "nps.last_on < 2026-01-01"
        NpsScore "nps.score" [] Number "points" "Net promoter score of 365 days drawn towards the book's by 3 answers, on a scale of 0 to 100." "nps.score < 50"
        NpsDetractor "nps.detractor" [] Flag "" "Whether anyone's latest NPS answer of 90 days is 6 or less." "nps.detractor"
        NpsChange "nps.change" [] Number "points" "The worst change of a person's NPS answer: the latest, of 90 days, less the one before." "nps.change <= -3"
        NpsClassFell "nps.class_fell" [] Flag "" "Whether such an answer fell from promoter to passive, or to detractor." "nps.class_fell"
        NpsCount365d "nps.count_365d" [] Number "answers" "People who answered an NPS survey in 365 days." "nps.count_365d >= 5"
        CsatShare90d "csat.share_90d" ["csat"] Percent "" "Answers of 4 or 5 among the CSAT answers and ticket ratings of 90 days." "csat < 70%"
        CsatCount90d "csat.count_90d" [] Number "answers" "CSAT answers and ticket ratings of 90 days." "csat.count_90d >= 5"
        CsatBestOf3 "csat.best_of_3" [] Number "points" "The best of the last three CSAT answers and ticket ratings, of 180 days." "csat.best_of_3 <= 2"
        CsatWorstOf2 "csat.worst_of_2" [] Number "points" "The worse of the last two CSAT answers and ticket ratings, of 180 days." "csat.worst_of_2 >= 4"
    }
    /// What the customer asked for in words.
    Asked "tickets, activities and notes" {
        AskedExportDays "asked.export_days" [] Days "" "Days since someone last asked how to take the data out or to another product, in words of 180 days." "asked.export_days <= 14d"
        AskedContractionDays "asked.contraction_days" [] Days "" "Days since someone last asked for fewer seats, a smaller plan or a discount, in words of 180 days since the last outcome." "asked.contraction_days <= 14d"
    }
    /// What the customer wants to reach, and how far it is.
    Plan "objectives, milestones and the first-value date" {
        PlanRatio "plan.ratio" [] Number "times" "Milestones done over milestones due by now, by weight." "plan.ratio < 0.5"
        PlanGoals "plan.goals" ["goals"] Number "objectives" "Objectives agreed with the customer." "goals = 0"
        PlanGoalsOnTrack "plan.goals_on_track" [] Number "objectives" "Objectives on track or achieved." "plan.goals_on_track = 0"
        PlanVerified12m "plan.verified_12m" [] Number "objectives" "Results that the customer confirmed in the last 12 months." "plan.verified_12m = 0"
        PlanAchievedDays "plan.achieved_days" [] Days "" "Days since an objective was last achieved." "plan.achieved_days <= 14d"
        PlanAdviceOpenDays "plan.advice_open_days" [] Days "" "Age of the oldest recommendation not acted on: a task tagged recommendation or advice, or a milestone of that type." "plan.advice_open_days >= 14d"
        PlanNextDue "plan.next_due" [] Date "" "The next date of an open milestone or objective." "plan.next_due <= 2026-12-31"
        FirstValueOn "onboarding.first_value_on" [] Date "" "The day the customer first had what they bought it for." "missing onboarding.first_value_on"
        TtfvDays "onboarding.ttfv_days" [] Days "" "Days from the start to the first value; missing until then." "onboarding.ttfv_days > 60d"
        TtfvRatio "onboarding.ttfv_ratio" [] Number "times" "Days to the first value over the target, in the first 12 months." "onboarding.ttfv_ratio > 1.5"
        OnboardingDays "onboarding.days" [] Days "" "Days from the start to the first value, or to the day of judgement where there is none yet." "onboarding.days > 60d"
        OnboardingDone "onboarding.marked_done" [] Flag "" "Whether the stage is past onboarding." "onboarding.marked_done"
        FirstValueMissing "onboarding.first_value_missing" [] Flag "" "Whether onboarding is marked done without a first value by day 60, or 90 in tier A." "onboarding.first_value_missing"
    }
    /// What is done for the coming renewal.
    RenewalWork "the account's renewal fields, activities, contacts and outcomes" {
        RenewalStage "renewal.stage" [] Text "" "Where the coming renewal stands, as the CRM or the CSM says it; a stage of the last renewal does not count." "renewal.stage:proposal"
        RenewalStageDays "renewal.stage_days" [] Days "" "Days since the renewal came to that stage; missing where nothing dates it." "renewal.stage_days >= 30d"
        RenewalInProgress "renewal.in_progress" [] Flag "" "Whether the stage is past the first, which is called open, new, not started, upcoming or pipeline." "renewal.in_progress"
        RenewalSigned "renewal.signed" [] Flag "" "Whether the renewal is won: its stage says so, or an outcome of the 180 days before its date; missing where the book keeps no stage, contract or outcome." "not renewal.signed"
        RenewalCall "renewal.call" [] Text "" "What the CSM expects of the renewal: good, monitor or at_risk." "renewal.call:monitor"
        RenewalNextStep "renewal.next_step" [] Text "" "What is done next for the renewal." "missing renewal.next_step"
        RenewalCloseOn "renewal.close_on" [] Date "" "The day the renewal is expected to be signed." "renewal.close_on <= 2026-12-31"
        RenewalCloseLate "renewal.close_late_days" [] Days "" "Days from the last day of the term to the day the renewal is expected to be signed; below 0 where that is in time." "renewal.close_late_days > 0d"
        RenewalTalked "renewal.talked" [] Flag "" "Whether an activity of the 180 days before the renewal date names the renewal, a contract or an offer in type, subject or notes; missing before these days and without a log." "not renewal.talked"
        RenewalTalkedOn "renewal.talked_on" [] Date "" "The day of the last such activity." "renewal.talked_on < 2026-01-01"
        RenewalLights "renewal.lights" [] Number "lights" "Of five matters of a renewal, those with anything to judge by: use (a usage metric), value (an objective with a target), people (a champion, sponsor or buyer), terms (amount and notice days), ourselves (a call)." "renewal.lights < 5"
    }
    /// The first months of a customer.
    Start "milestones and activities of the first months" {
        KickoffOn "onboarding.kickoff_on" [] Date "" "The day of the kickoff: a milestone or activity of that name." "missing onboarding.kickoff_on"
        NoKickoffDays "onboarding.no_kickoff_days" [] Days "" "Days since the start without a kickoff, in the first 90; missing once it was held, and without a log or a milestone that would show it." "onboarding.no_kickoff_days >= 7d"
        ActivatedOn "onboarding.activated_on" [] Date "" "The day of the first activation milestone, or of the first value where that is earlier." "missing onboarding.activated_on"
        NotActivatedDays "onboarding.not_activated_days" [] Days "" "Days since the start while an activation milestone waits and none is done, in the first 180." "onboarding.not_activated_days >= 14d"
        CheckInDueDays "onboarding.check_in_due_days" [] Days "" "Days since the check-in of day 21 or day 90 was due, while no activity is logged from a week before on; in the first 180 days." "onboarding.check_in_due_days >= 0d"
    }
    /// How milestones and goals keep their dates.
    Schedule "objectives and milestones" {
        PlanProgressDays "plan.progress_days" [] Days "" "Days since a milestone was last done, or since the start; missing where none is open." "plan.progress_days >= 14d"
        PlanLateDays "plan.late_days" [] Days "" "Days that the latest of the open milestones is late; 0 where none is." "plan.late_days > 3d"
        PlanMilestonesLate "plan.milestones_late" [] Number "milestones" "Open milestones past their date." "plan.milestones_late >= 3"
        PlanGoLiveMoved "plan.go_live_moved" [] Flag "" "Whether the date of a go-live milestone that is still open was put off; missing where there is none." "plan.go_live_moved"
        PlanGoalsOverdue "plan.goals_overdue" [] Number "objectives" "Objectives past their date that are neither achieved, partial nor missed." "plan.goals_overdue > 0"
        PlanGoalsAtRisk "plan.goals_at_risk" [] Number "objectives" "Open objectives called at_risk, or less than half reached after three quarters of their time." "plan.goals_at_risk > 0"
        PlanVerified90d "plan.verified_90d" [] Number "objectives" "Results that the customer confirmed in the last 90 days." "plan.verified_90d = 0"
    }
    /// Quarterly and executive business reviews.
    Review "activities and tasks that name a business review" {
        ReviewLastOn "review.last_on" [] Date "" "The day of the last business review: an activity of type qbr, ebr or review, or whose subject names one." "review.last_on < 2026-01-01"
        ReviewLastDays "review.last_days" [] Days "" "Days since the last business review, or since the start where none was held; missing in a book that logs none." "review.last_days > 90d"
        ReviewCadence "review.cadence_days" [] Days "" "Days between business reviews: A 91, B 182, C and D 365." "review.cadence_days = 91d"
        ReviewDueDays "review.due_days" [] Days "" "Days until the next business review is due; below 0 where it is late." "review.due_days <= 21d"
        ReviewNextOn "review.next_on" [] Date "" "The day of the next business review: an activity planned, or an open task that names one." "missing review.next_on"
        ReviewUnsentDays "review.unsent_days" [] Days "" "Days since the last business review, of 30 at most, while no mail of ours or summary is logged; missing where the log holds no mail of ours." "review.unsent_days > 1d"
        ReviewActionsOverdue "review.actions_overdue" [] Number "tasks" "Open tasks tagged qbr, ebr or review whose date has passed." "review.actions_overdue > 0"
    }
    /// A new CSM.
    Handover "the versions of the account's csm, activities, pulse, tasks, plan" {
        CsmSinceDays "csm.since_days" [] Days "" "Days since the account came from another CSM; missing where it never did." "csm.since_days <= 14d"
        CsmStepsLeft "csm.steps_left" [] Number "steps" "Of introduction (a talk), pulse and plan (a task, goal or milestone), those not done since the CSM changed; in the first 60 days." "csm.steps_left > 0"
    }
    /// What the user wrote down.
    Desk "tasks and notes" {
        TasksOpen "tasks.open" ["tasks"] Number "tasks" "Tasks not done." "tasks > 0"
        TasksOverdue "tasks.overdue" [] Number "tasks" "Open tasks whose date has passed." "tasks.overdue > 0"
        TasksOldestOverdue "tasks.oldest_overdue_days" [] Days "" "Days that the latest of the open tasks is late; 0 where none is." "tasks.oldest_overdue_days > 7d"
        TasksRollovers "tasks.rollovers" [] Number "times" "How often the date of an open task was put off, of the task put off most." "tasks.rollovers >= 3"
        NotesCount "notes.count" ["notes"] Number "notes" "Notes on the account." "notes = 0"
    }
    /// What we owe the customer.
    Pledges "tasks tagged promise or request" {
        PromisesOpen "promises.open" ["promises"] Number "tasks" "Promises of ours not kept yet: open tasks tagged promise or commitment." "promises > 0"
        PromisesOverdue "promises.overdue" [] Number "tasks" "Promises of ours past their date." "promises.overdue > 0"
        PromisesOverdueDays "promises.overdue_days" [] Days "" "Days that the oldest of them is late." "promises.overdue_days > 7d"
        RequestsOpen "requests.open" ["requests"] Number "tasks" "Requests of the customer not closed: open tasks tagged request or feature_request." "requests > 0"
        RequestsSilentDays "requests.silent_days" [] Days "" "Days since anything changed on the open request that waits longest." "requests.silent_days >= 30d"
    }
    /// What the user did about alerts.
    Answers "the user's answers to alerts" {
        AlertsSnoozes "alerts.snoozes" [] Number "times" "How often an alert was snoozed since it was last closed, of those that sleep or woke in the last 14 days the one snoozed most." "alerts.snoozes >= 3"
    }
    /// What the last imports did to the account.
    Imports "the versions that files brought in the last 14 days" {
        ImportArrChange "import.arr_change" [] Percent "" "Change of recurring revenue that the files of 14 days brought: of contracts in force that were known before, else of the account's field; rows missing from a whole file are told by the import, not here." "import.arr_change >= 5%"
        ImportEmptied "import.emptied" [] Number "fields" "Amounts, dates, tiers and notice periods that the files of 14 days emptied." "import.emptied > 0"
        ImportRolesLost "import.roles_lost" [] Number "people" "People whose role the files of 14 days took: emptied, marked inactive or deleted; one who is merely not in a file any more is not seen." "import.roles_lost > 0"
    }
    /// What the model judged; added to a sheet by the judge.
    Health "the health model" {
        HealthScore "health.score" ["health"] Number "points" "Health, 0 to 100 (100 is best), after limits." "health < 60"
        HealthUncapped "health.uncapped" [] Number "points" "Health before limits." "health.uncapped > 75"
        HealthBand "health.band" ["band"] Text "" "green, yellow, red or unknown, as the CSM's pulse may move it." "band:red"
        HealthComputedBand "health.computed_band" [] Text "" "The band that score and data give." "health.computed_band:green"
        HealthBandReason "health.band_reason" [] Text "" "Why the computed band is not that of the score alone." "missing health.band_reason"
        HealthCoverage "health.data_coverage" ["coverage"] Percent "" "Share of the model's weight that had fresh data." "coverage < 60%"
        HealthChange28d "health.change_28d" [] Number "points" "Score now less the score 28 days ago." "health.change_28d <= -10"
    }
    /// What the rules found; added to a sheet by the judge.
    Alerts "the alert rules" {
        AlertsOpen "alerts.open" ["alerts"] Number "alerts" "Open alerts." "alerts > 0"
        AlertsWorst "alerts.worst" [] Number "severity" "The gravest severity among the open alerts: 1 critical to 4 low." "alerts.worst <= 2"
        AlertsUntouchedDays "alerts.untouched_days" [] Days "" "Days since the oldest open alert opened that the user has neither seen, snoozed nor closed; missing where there is none." "alerts.untouched_days >= 14d"
        AlertsRisksOpen "alerts.risks_open" [] Number "alerts" "Independent risks that are open: a family counts once, a rule over alerts not at all." "alerts.risks_open < 2"
        AlertsRisks30d "alerts.risks_30d" [] Number "alerts" "Independent risks that were open on any of the last 30 days, false alarms left out." "alerts.risks_30d >= 3"
        AlertsRisksNamed "alerts.risks_named" [] Text "" "What is counted in alerts.risks_30d, by name; missing where it is fewer than two." "alerts.risks_named:payment"
    }
}
