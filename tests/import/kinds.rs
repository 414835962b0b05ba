//! Which kind of file a header is, and whose its rows are.

use rounds::domain::{Kind, Value};

use super::{Desk, counts, day};

/// Headers as tools really write them, and what they are.
const HEADERS: &[(&str, &str)] = &[
    (
        "accounts",
        "Record ID,Company name,Website URL,Company owner,Create Date,Phone Number,City,Industry",
    ),
    (
        "accounts",
        "Name,Industry,ARR,MRR,CSM,Current Score,Stage,Status,Lifecycle Stage,Renewal Date,NPS®,Users",
    ),
    (
        "accounts",
        "Name,Domain,Customer ID,CSM Pulse,Owner email,Tags,Stage,Health score profile,Deleted",
    ),
    ("accounts", "externalId,name,industry,phoneNumber"),
    ("accounts", "id,name,arr"),
    ("accounts", "account_id,name,seats,plan"),
    (
        "accounts",
        "ID,ISDELETED,MASTERRECORDID,NAME,TYPE,PARENTID,BILLINGCOUNTRY,INDUSTRY,ANNUALREVENUE,OWNERID",
    ),
    (
        "contacts",
        "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Associated Company",
    ),
    ("contacts", "contact_id,account_id,name,email,phone,title,role,is_primary,last_seen"),
    (
        "contracts",
        "External Client ID,Client Name,Contract ID,Contract Name,Stage,Quantity,Start Date,End Date,Amount",
    ),
    (
        "contracts",
        "plan_oid,plan_name,plan_interval,customer_oid,customer_name,subscription_oid,subscription_started_at",
    ),
    ("contracts", "account_id,plan,start_date,end_date,mrr,quantity,unit,billing_months,discount"),
    ("usage", "account_id,date,metric,value"),
    ("usage", "account_id,date,logins,active_users"),
    ("usage", "usage_id,subscription_id,usage_date,feature_name,usage_count,usage_duration_secs"),
    (
        "snapshot",
        "account_id,weekly_logins,monthly_active_users,total_seats,active_seats,last_activity_date",
    ),
    (
        "snapshot",
        "account_id,support_tickets_last_quarter,open_tickets,nps_score,csat_score,support_plan",
    ),
    (
        "tickets",
        "Summation column,Id,Requester,Requester email,Subject,Status,Priority,Created at,Updated at,Organization",
    ),
    (
        "tickets",
        "Summary,Issue key,Issue id,Issue Type,Status,Priority,Created,Updated,Resolved,Labels,Labels",
    ),
    (
        "tickets",
        "CaseNumber,ContactId,AccountId,Status,Subject,Priority,ClosedDate,IsEscalated,CreatedDate",
    ),
    ("tickets", "ticket_id,account_id,created_at,closed_at,priority,status,subject,csat,escalated"),
    ("activities", "touchpoint_id,account_id,date,kind,contact_id,csm,minutes,sentiment,summary"),
    ("surveys", "account_id,contact_id,date,score,comment"),
    ("outcomes", "account_id,churned,churn_date,last_observed"),
    (
        "outcomes",
        "churn_event_id,account_id,churn_date,reason_code,refund_amount_usd,feedback_text",
    ),
    ("objectives", "objective_id,account_id,objective,baseline,target,current,due_date,status"),
    ("milestones", "milestone_id,account_id,milestone,due_date,done_on"),
    ("tasks", "task_id,account_id,task,due_date,status"),
    ("tasks", "Subject,Due Date,Account Name,Status,Priority"),
    ("tasks", "Title,Due,Account"),
    ("activities", "Account,Date,Type,Subject"),
    ("activities", "Account,Date,Type,Notes"),
    ("contacts", "Account,Name,Email,Role"),
    ("contacts", "name,email,account"),
    ("contacts", "Company,Contact,Email,Job Title"),
    ("contacts", "Account Name,Contact,Email"),
    ("tickets", "ID,Subject,Organization,Priority,Created at,Status"),
    ("outcomes", "account,contracted,contract date"),
    ("surveys", "Account,Response date,CSAT,Comment"),
    ("outcomes", "account_id,renewed_on,amount"),
    ("outcomes", "account_id,contracted_date,amount"),
    ("accounts", "account_id,domain_name,arr,seats"),
    ("accounts", "company,domain_name,arr"),
    (
        "accounts",
        "id,Description,Email,Name,Created (UTC),Delinquent,Plan,Status,Cancel At Period End,Currency,Total Spend",
    ),
];

#[test]
fn the_kind_is_told_from_the_header_alone() {
    for (kind, header) in HEADERS {
        let mut desk = Desk::new();
        let report = desk.take("export.csv", header);
        assert_eq!(report.files[0].kind, *kind, "{header}");
    }
}

#[test]
fn invoices_and_payments_are_no_contracts_and_no_usage() {
    for (header, row) in [
        (
            "id,Customer,Amount Due,Currency,Status,Period Start,Period End",
            "in_1,A1,100.00,usd,paid,2026-01-01,2026-02-01",
        ),
        (
            "id,Amount Due,Billing,Closed,Currency,Customer,Date (UTC),Number,Paid,Subscription,Subtotal,Total,Status",
            "in_1,100,auto,TRUE,usd,A1,2026-01-01 00:00,X-1,TRUE,sub_1,100,100,paid",
        ),
        (
            "id,amount,currency,customer_id,invoice_id,period_end,period_start,quantity,subscription_id,status",
            "in_1,100,usd,A1,i1,2026-02-01,2026-01-01,1,sub_1,paid",
        ),
        (
            "id,Description,Created (UTC),Amount,Amount Refunded,Currency,Status,Customer ID,Invoice ID",
            "ch_1,x,2026-01-01 00:38,10,0,usd,Paid,A1,in_1",
        ),
    ] {
        let mut desk = Desk::with_accounts();
        let error = desk.refuse("export.csv", format!("{header}\n{row}\n"));
        assert!(error.contains("fit no kind of file. Say what it holds with --as KIND"), "{error}");
        assert!(error.contains("contracts") && !error.contains("surveys"), "{error}");
    }
}

#[test]
fn a_file_about_something_else_that_names_accounts_makes_none() {
    for (header, row) in [
        ("Opportunity Name,Account Name,Stage,Amount,Close Date", "Big,Acmee,Won,100,2026-01-02"),
        ("Invoice,Account Name,Amount,Due Date,Status", "I1,Acmee,100,2026-01-02,overdue"),
        ("Account Name,Ticket Subject,Opened,Priority,Status", "Acme,broke,2026-01-02,High,Open"),
        ("account_id,2026-01,2026-02,2026-03", "A1,1,2,3"),
    ] {
        let mut desk = Desk::with_accounts();
        let error = desk.refuse("export.csv", format!("{header}\n{row}\n"));
        assert!(error.contains("fit no kind of file"), "{error}");
    }
}

#[test]
fn an_outcome_is_what_the_header_of_its_date_says() {
    for (column, result) in
        [("renewed_on", "renewed"), ("contracted_date", "contracted"), ("churned_on", "churned")]
    {
        let mut desk = Desk::with_accounts();
        desk.take("export.csv", format!("account_id,{column},amount\nA1,2026-01-02,100\n"));
        let outcomes = desk.records(Kind::Outcome);
        assert_eq!(outcomes[0].text("result"), Some(result));
    }
}

#[test]
fn what_an_account_contracted_by_is_a_yes_or_an_amount_beside_its_date() {
    let mut desk = Desk::with_accounts();
    let text = "account,contracted,contract date\nA1,yes,2026-01-02\nB2,$500,2026-01-03\n\
        A1,no,2026-02-02\nB2,0,\nA1,,\n";
    let report = desk.take("export.csv", text);
    assert_eq!((counts(&report), report.totals().without_outcome), ([2, 0, 3, 0], 3));
    let outcomes = desk.records(Kind::Outcome);
    let read: Vec<_> = outcomes
        .iter()
        .map(|it| (it.text("result"), it.day("on"), it.money("amount").map(|it| it.to_string())))
        .collect();
    let contracted = Some("contracted");
    assert_eq!(
        read,
        [
            (contracted, Some(day("2026-01-02")), None),
            (contracted, Some(day("2026-01-03")), Some("500.00".to_owned()))
        ]
    );
}

#[test]
fn what_is_contracted_and_used_on_each_day_stays_usage() {
    for text in [
        "account_id,date,contracted\nA1,2026-01-02,500\n",
        "account_id,date,contracted,used\nA1,2026-01-02,500,20\n",
    ] {
        let mut desk = Desk::with_accounts();
        let report = desk.take("export.csv", text);
        assert_eq!((report.files[0].kind, counts(&report)), ("usage", [1, 0, 0, 0]), "{text}");
    }
}

#[test]
fn a_person_in_the_column_contact_is_the_contacts_name() {
    let mut desk = Desk::with_accounts();
    let text = "Company,Contact,Email,Job Title\nAcme,Jo Ríos,jo@acme.com,CFO\n";
    assert_eq!(counts(&desk.take("export.csv", text)), [1, 0, 0, 0]);
    let contact = &desk.records(Kind::Contact)[0];
    assert_eq!((contact.text("name"), contact.text("title")), (Some("Jo Ríos"), Some("CFO")));
}

#[test]
fn a_name_or_a_domain_beside_a_date_and_numbers_says_whose_usage_it_is() {
    for text in [
        "account_name,date,logins\nAcme,2026-01-02,5\n",
        "domain_name,week,logins\nacme.com,2026-01-05,5\n",
    ] {
        let mut desk = Desk::with_accounts();
        let report = desk.take("export.csv", text);
        assert_eq!((report.files[0].kind, counts(&report)), ("usage", [1, 0, 0, 0]), "{text}");
    }
    // With words in place of the numbers it may be either.
    let mut desk = Desk::with_accounts();
    let error = desk.refuse("export.csv", "account_name,date,mood\nAcme,2026-01-02,sunny\n");
    assert!(error.contains("one of: accounts, usage"), "{error}");
}

#[test]
fn what_could_be_accounts_or_their_numbers_of_a_day_is_asked() {
    let mut desk = Desk::with_accounts();
    let error = desk.refuse("export.csv", "company,arr,logins\nAcme,100,5\n");
    assert!(error.contains("--as accounts or --as snapshot"), "{error}");
}

#[test]
fn a_row_is_matched_by_id_then_domain_then_name() {
    let mut desk = Desk::with_accounts();
    let text = "Ticket ID,Subject,Created at,Company,Requester email,Account ID\n\
        T1,a,2026-01-02,Nobody,,A1\nT2,b,2026-01-02,Beta,jo@acme.com,\nT3,c,2026-01-02,BETA,,\nT4,d,2026-01-02,Bet,,\n";
    let report = desk.take("tickets.csv", text);
    assert_eq!(counts(&report), [3, 0, 0, 1]);
    let accounts = desk.records(Kind::Account);
    let owners: Vec<_> = desk.records(Kind::Ticket).iter().map(|it| it.account).collect();
    assert_eq!(
        owners,
        [&accounts[0], &accounts[0], &accounts[1]].map(|it| Some(it.id.as_account()))
    );
}

#[test]
fn salesforce_ids_match_by_their_first_fifteen_characters() {
    let mut desk = Desk::new();
    desk.take("accounts.csv", "Id,Name,Industry\n001x0000002xLCVAA2,Gravity,Energy\n");
    let text = "CaseNumber,AccountId,Subject,CreatedDate\n1,001x0000002xLCV,a,2026-01-02\n2,001x0000002xLcv,b,2026-01-02\n";
    assert_eq!(counts(&desk.take("cases.csv", text)), [1, 0, 0, 1]);
    let text = "Id,Name,Industry\n001x0000002xLCV,Gravity,Energy\n";
    assert_eq!(counts(&desk.take("accounts.csv", text))[0], 0);
}

#[test]
fn what_belongs_to_no_known_field_is_kept_with_its_type() {
    let mut desk = Desk::new();
    let text = "account_id,account_name,Health index,Fits?,Since,Colour,Share,Labels,Labels\n\
        A1,Acme,3.5,Yes,2024-05-01,red,50%,x,yellow\nB2,Beta,,no,16/05/2024,4,7%,,\n";
    desk.take("accounts.csv", text);
    let account = &desk.records(Kind::Account)[0];
    let value = |name: &str| account.get(name).cloned();
    assert_eq!(value("custom.health_index"), Some(Value::Number(3.5)));
    assert_eq!(value("custom.fits"), Some(Value::Flag(true)));
    assert_eq!(value("custom.since"), Some(Value::Date(day("2024-05-01"))));
    assert_eq!(value("custom.colour"), Some(Value::text("red")));
    assert_eq!(value("custom.share"), Some(Value::Percent(0.5)));
    assert_eq!(value("custom.labels_2"), Some(Value::text("yellow")));
    assert_eq!(value("tags"), Some(Value::list(["x"])));
}

#[test]
fn how_the_renewal_goes_is_read_from_the_file_of_accounts() {
    let mut desk = Desk::with_accounts();
    let text = "account_id,account_name,Renewal Stage,Renewal Stage Date,Renewal Call,Renewal Next Step,Renewal Close Date\n\
        A1,Acme,Proposal,2026-02-01,good,Send the order form,2026-05-01\n";
    assert_eq!(counts(&desk.take("accounts.csv", text)), [0, 1, 0, 0]);
    let account = &desk.records(Kind::Account)[0];
    let stage = account.cell("renewal_stage").unwrap();
    assert_eq!((stage.value.as_text(), stage.effective_on), (Some("Proposal"), day("2026-02-01")));
    assert_eq!(account.text("renewal_call"), Some("good"));
    assert_eq!(account.text("renewal_next_step"), Some("Send the order form"));
    assert_eq!(account.day("renewal_close_on"), Some(day("2026-05-01")));
}

#[test]
fn people_activities_and_surveys_are_read_into_their_fields() {
    let mut desk = Desk::with_accounts();
    let text = "First Name,Last Name,Email,Role,Job Title\nJo,Ríos,JO@Acme.com,Executive sponsor; Champion,CFO\n";
    assert_eq!(counts(&desk.take("contacts.csv", text)), [1, 0, 0, 0]);
    let contact = &desk.records(Kind::Contact)[0];
    assert_eq!(contact.text("name"), Some("Jo Ríos"));
    assert_eq!(contact.text("email"), Some("jo@acme.com"));
    assert_eq!(contact.list("roles"), ["exec_sponsor", "champion"]);

    let text = "account_id,activity_date,activity_type,notes\nA1,2026-01-02,call,\"one\r\ntwo\"\nA1,2026-01-02,call,again\n";
    assert_eq!(counts(&desk.take("activities.csv", text)), [2, 0, 0, 0]);
    assert_eq!(counts(&desk.take("activities.csv", text)), [0, 0, 2, 0]);
    assert_eq!(desk.records(Kind::Activity)[0].text("notes"), Some("one\ntwo"));

    let text = "account_id,date,score,comment\nA1,2026-01-02,9,good\n";
    desk.take("nps.csv", text);
    assert_eq!(desk.records(Kind::Survey)[0].text("type"), Some("nps"));
}
