-- Balances folded from entries up to a watermark, and what the nightly self-check of the books found.

-- One row a market. Whoever posts holds it until he commits and makes ids above it; whoever moves it holds it alone:
-- so every journal at or below it has been committed, and none will ever be added there.
create table ledger_fence (
    market_id    bigint      not null,
    safe_through bigint      not null comment 'a journal_id, or 0',
    moved_at     datetime(3) not null,
    primary key (market_id)
);

-- One row an account, and the row of account 0, which says through which journal all accounts of the market are folded.
-- An account is folded through its own mark or the market's, whichever is greater.
create table ledger_fold (
    market_id      bigint      not null,
    account_id     bigint      not null comment '0: the market itself',
    folded_through bigint      not null comment 'a journal_id at or below the fence',
    debit_fen      bigint      not null,
    credit_fen     bigint      not null comment 'a positive sum',
    balance_fen    bigint      not null comment 'debit less credit',
    entries        bigint      not null,
    folded_at      datetime(3) not null,
    primary key (market_id, account_id)
);

insert into ledger_fence (market_id, safe_through, moved_at)
select distinct market_id, 0, utc_timestamp(3) from ledger_account;

insert into ledger_fold (market_id, account_id, folded_through, debit_fen, credit_fen, balance_fen, entries, folded_at)
select distinct market_id, 0, 0, 0, 0, 0, 0, utc_timestamp(3) from ledger_account;

-- A check looks over all markets, so it belongs to none.
create table report_books_check (
    check_id          bigint      not null,
    started_at        datetime(3) not null,
    took_millis       bigint      not null,
    orders            bigint      not null,
    paid_fen          bigint      not null,
    journals          bigint      not null,
    trial_balance_fen bigint      not null,
    findings          int         not null comment 'all of them, also those that were too many to keep',
    primary key (check_id)
);

create table report_books_finding (
    check_id bigint       not null,
    line_no  int          not null,
    says     varchar(500) not null,
    primary key (check_id, line_no)
);
