-- Charges that we asked a channel to undo, or that it tells were undone: until our books say the same as the channel.

create table payment_undoing (
    market_id   bigint       not null,
    order_no    bigint       not null,
    order_text  varchar(64)  not null comment 'the number as channels say it, by which money in suspense is found',
    sent_at     datetime(3)  not null comment 'when the channel was asked last, or when it told us unasked',
    state       varchar(20)  not null comment 'OPEN; NOTHING had been paid; BACK: the books say that it went back; KEPT: it stayed paid',
    asks        int          not null comment 'how often the channel was asked what became of it',
    next_ask_at datetime(3)  not null,
    primary key (market_id, order_no),
    key payment_undoing_by_turn (market_id, state, next_ask_at),
    key payment_undoing_by_text (market_id, order_text)
);
