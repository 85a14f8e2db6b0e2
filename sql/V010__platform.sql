-- What the platform keeps for every node: sign-in sessions and scheduled jobs.
-- Names (upper case too) and columns of these tables belong to Spring Session JDBC and db-scheduler.

create table SPRING_SESSION (
    primary_id            char(36)     not null,
    session_id            char(36)     not null,
    creation_time         bigint       not null,
    last_access_time      bigint       not null,
    max_inactive_interval int          not null,
    expiry_time           bigint       not null,
    principal_name        varchar(100) null,
    primary key (primary_id),
    unique key spring_session_by_session (session_id),
    key spring_session_by_expiry (expiry_time),
    key spring_session_by_principal (principal_name)
);

create table SPRING_SESSION_ATTRIBUTES (
    session_primary_id char(36)     not null,
    attribute_name     varchar(200) not null,
    attribute_bytes    blob         not null,
    primary key (session_primary_id, attribute_name),
    constraint spring_session_attributes_of_session
        foreign key (session_primary_id) references SPRING_SESSION (primary_id) on delete cascade
);

create table scheduled_tasks (
    task_name            varchar(100) not null,
    task_instance        varchar(100) not null,
    task_data            blob         null,
    execution_time       timestamp(6) not null default current_timestamp(6),
    picked               boolean      not null,
    picked_by            varchar(50)  null,
    last_success         timestamp(6) null,
    last_failure         timestamp(6) null,
    consecutive_failures int          null,
    last_heartbeat       timestamp(6) null,
    version              bigint       not null,
    priority             smallint     null,
    primary key (task_name, task_instance),
    key scheduled_tasks_by_execution (execution_time),
    key scheduled_tasks_by_heartbeat (last_heartbeat),
    key scheduled_tasks_by_priority (priority desc, execution_time asc)
);
