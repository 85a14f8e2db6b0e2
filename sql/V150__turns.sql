-- Whose turn it is to be asked about, so that refunds that stand still for days never hide the newer ones; and whose step
-- an announcement took last.

alter table payment_refund
    add column next_ask_at datetime(3) null comment 'when the channel is to be asked about it next, while it is ASKED',
    add key payment_refund_by_turn (market_id, state, next_ask_at);

update payment_refund set next_ask_at = coalesce(asked_at, created_at) where state = 'ASKED';

alter table speaker_announcement
    add column step_mark bigint null comment 'of whoever took the last step: a batch that runs again knows its own by it';
