-- Days from before the product came: how far the demonstration's are entered, and that nobody else closes them.

alter table settlement_calendar
    add column entering boolean not null default false comment 'earlier days are being entered; who enters them closes them';

create table demo_history (
    market_id    bigint not null,
    first_date   date   not null,
    days         int    not null comment 'business dates in all, from the first',
    days_done    int    not null comment 'entered whole and closed',
    batches_done int    not null comment 'of the day that is being entered',
    primary key (market_id)
);
