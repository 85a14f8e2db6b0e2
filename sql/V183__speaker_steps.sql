-- What each of an announcement's steps has to write: no more than has changed.

-- A step that was taken is known by its own row in speaker_step. What was missed is found by its time alone, so that the
-- index changes only where something was missed, and not with each step of everything.
alter table speaker_announcement
    drop key speaker_announcement_by_end,
    drop column step_mark,
    add column missed_at datetime(3) null comment 'when it expired for the speaker that was to say it';

update speaker_announcement set missed_at = ended_at where state = 'EXPIRED' and device_id <> 0;

alter table speaker_announcement
    add key speaker_announcement_missed (market_id, missed_at);
