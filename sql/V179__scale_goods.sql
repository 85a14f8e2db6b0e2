-- Smart scales take a hot key with the goods, and can be told to take goods off again.
alter table scale_push
    add column hot_key int     not null default 0 comment '0: none',
    add column deleted boolean not null default false comment 'the goods are to be taken off the scale',
    -- Every few seconds a market is asked which of its scales something is due for, however long its history is.
    add key scale_push_due (market_id, state, next_at, device_id);

-- The register knows e; what the scale shows in, d, stands beside it on the name plate.
alter table scale_register
    add column division_milligrams bigint not null default 0 comment 'actual scale interval d; 0: not known';
