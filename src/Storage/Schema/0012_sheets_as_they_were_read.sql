-- A sheet is stored as it was read and never changed: its claims and scores hold as long as the sheet does, and a sheet that reads differently is closed
-- and stored anew. A claim is known by its number in the sheet (its place in reading order), a score by its code: there is nothing to name, to compare or
-- to keep beside the current row when a document is loaded. Codes are in byte order, so those of total, instruments and indicators (in capitals) come first.

-- What people decided holds as long as its evidence does: it is said below in the words of the new tables.
create temp table decided on commit drop as
    select agency_code, fiscal_year, code, evidence from store.scores_to_review() where state in ('accepted', 'rejected');

alter table store.observations rename to observations_before;
alter table store.observations_before rename constraint observations_pkey to observations_before_pkey;
alter table store.score_records rename to score_records_before;
alter table store.score_records_before rename constraint score_records_pkey to score_records_before_pkey;

create table store.observations (
    sheet_id     bigint not null,
    ordinal      integer not null,
    hundredths   integer check (hundredths between 0 and 10000),
    page         integer not null check (page >= 1),
    line         integer,
    section      integer not null,
    x0           real,
    y0           real,
    x1           real,
    y1           real,
    confidence   real not null check (confidence between 0 and 1),
    code         text collate "C" not null,
    reader       text not null check (reader in ('text', 'ocr', 'digits')),
    place        text not null check (place in ('table', 'list', 'narrative', 'memo')),
    as_printed   text not null,
    label        text not null,
    rule         text not null,
    unreadable   text,
    doubt        text,
    alternatives jsonb,
    primary key (sheet_id, ordinal),
    check ((hundredths is null) = (unreadable is not null))
);

create table store.score_records (
    sheet_id      bigint not null,
    hundredths    integer check (hundredths between 0 and 10000),
    code          text collate "C" not null,
    status        text not null check (status in ('printed', 'confirmed', 'repaired', 'derived', 'conflicting', 'unresolved')),
    mentions      integer[] not null,
    candidates    integer[],
    probabilities real[],
    support       text[],
    proof         text,
    primary key (sheet_id, code),
    check ((hundredths is not null) = (status in ('printed', 'confirmed', 'repaired', 'derived')))
);

-- A sheet that changed while it stood becomes one sheet for each of its periods; the latest keeps the number that standings know.
create temp table periods on commit drop as
    select b.sheet_id, b.at as starts, lead(b.at, 1, s.valid_to) over w as ends,
           case when lead(b.at) over w is null then b.sheet_id else nextval('store.sheets_sheet_id_seq') end as period_id
    from (
        select s.sheet_id, c.at from store.sheets s
        join (
            select sheet_id, valid_from as at from store.observations_before union select sheet_id, valid_to from store.observations_before
            union select sheet_id, valid_from from store.score_records_before union select sheet_id, valid_to from store.score_records_before) c
            on c.sheet_id = s.sheet_id and c.at > s.valid_from and c.at < s.valid_to
        union all select sheet_id, valid_from from store.sheets) b
    join store.sheets s on s.sheet_id = b.sheet_id
    window w as (partition by b.sheet_id order by b.at);
create index on periods (sheet_id);
analyze periods;

insert into store.sheets (sheet_id, document_no, identity, ordinal, source, agency_code, fiscal_year, match, probability, printed, printed_district, province_code, valid_from, valid_to)
    select p.period_id, s.document_no, s.identity, s.ordinal, s.source, s.agency_code, s.fiscal_year, s.match, s.probability, s.printed, s.printed_district, s.province_code, p.starts, p.ends
    from periods p join store.sheets s on s.sheet_id = p.sheet_id where p.period_id <> p.sheet_id;
insert into store.announcement_rows (sheet_id, number, grade, change, passed)
    select p.period_id, a.number, a.grade, a.change, a.passed from periods p join store.announcement_rows a on a.sheet_id = p.sheet_id where p.period_id <> p.sheet_id;
update store.sheets s set valid_from = p.starts from periods p where p.period_id = s.sheet_id and s.valid_from <> p.starts;
update store.standings t set source_sheet = p.period_id from periods p
    where t.source_sheet = p.sheet_id and t.valid_to < 'infinity' and t.valid_from >= p.starts and t.valid_from < p.ends and p.period_id <> p.sheet_id;

create temp table numbered on commit drop as
    select p.period_id, o.observation_id, p.sheet_id, (row_number() over (partition by p.period_id order by o.ordinal, o.observation_id))::integer - 1 as number
    from periods p join store.observations_before o on o.sheet_id = p.sheet_id and o.valid_from < p.ends and o.valid_to > p.starts;
create index on numbered (period_id, observation_id);
analyze numbered;

insert into store.observations (sheet_id, ordinal, hundredths, page, line, section, x0, y0, x1, y1, confidence, code, reader, place, as_printed, label, rule, unreadable, doubt, alternatives)
    select n.period_id, n.number, o.hundredths, o.page, o.line, o.section, o.x0, o.y0, o.x1, o.y1, o.confidence, o.code, o.reader, o.place, o.as_printed, o.label, o.rule, o.unreadable, o.doubt, o.alternatives
    from numbered n join store.observations_before o on o.sheet_id = n.sheet_id and o.observation_id = n.observation_id
    order by n.period_id, n.number;
insert into store.score_records (sheet_id, hundredths, code, status, mentions, candidates, probabilities, support, proof)
    select p.period_id, r.hundredths, r.code, r.status,
           coalesce((select array_agg(n.number order by m.place) from unnest(r.mentions) with ordinality m (id, place) join numbered n on n.period_id = p.period_id and n.observation_id = m.id), '{}'),
           r.candidates, r.probabilities, r.support, r.proof
    from periods p join store.score_records_before r on r.sheet_id = p.sheet_id and r.valid_from < p.ends and r.valid_to > p.starts
    order by p.period_id, r.code collate "C";

-- The rights that people were given on the tables, and the rules of the tables.
do $$
declare given record; old text;
begin
    foreach old in array array['observations', 'score_records'] loop
        for given in select coalesce(r.rolname, 'public') as who, a.privilege_type as what from pg_class c cross join aclexplode(c.relacl) a left join pg_roles r on r.oid = a.grantee
                     where c.oid = ('store.' || old || '_before')::regclass and a.grantee <> c.relowner loop
            execute format('grant %s on store.%I to %s', given.what, old, case given.who when 'public' then 'public' else quote_ident(given.who) end);
        end loop;
    end loop;
end $$;
create trigger refuse_deletion before delete or truncate on store.observations for each statement execute function store.refuse_deletion();
create trigger refuse_deletion before delete or truncate on store.score_records for each statement execute function store.refuse_deletion();

create function store.refuse_change() returns trigger language plpgsql as $$
begin
    raise insufficient_privilege using message = format('rows of %I are kept as they were read', tg_table_name), hint = 'Close the sheet by its valid_to and store it anew.';
end $$;
create trigger refuse_change before update on store.observations for each statement execute function store.refuse_change();
create trigger refuse_change before update on store.score_records for each statement execute function store.refuse_change();

-- What one transaction writes together needs no look-up for each row: db check looks again. Current standings are kept beside their successors by the one
-- function that writes them.
alter table store.announcement_rows drop constraint announcement_rows_sheet_id_fkey;
alter table store.standings drop constraint standings_agency_code_fiscal_year_fkey;
drop trigger keep_older on store.standings;

-- Nothing is looked for in these tables but by their keys: a few thousand rows tell the planner enough.
do $$
declare c record;
begin
    for c in select attrelid::regclass as tab, attname from pg_attribute
             where attrelid in ('store.observations'::regclass, 'store.score_records'::regclass) and attnum > 0 and not attisdropped loop
        execute format('alter table %s alter column %I set statistics 10', c.tab, c.attname);
    end loop;
end $$;
alter table store.observations alter column sheet_id set (n_distinct = -0.02);
alter table store.score_records alter column sheet_id set (n_distinct = -0.02);

-- The views and functions over them: as before, without a period of their own for claims and scores.
create or replace function store.united(p_agency text, p_year smallint, p_at timestamptz)
returns table (code text, hundredths integer, status text, candidates integer[], sheets bigint[], documents integer)
language sql stable parallel safe as $$
    select g.code,
           case when g.published then g.value end,
           case when g.published and g.sources > 1 then 'confirmed'
                when g.published then (array['confirmed', 'repaired', 'derived', 'printed'])[g.best]
                when g.surviving is null then 'unresolved' else 'conflicting' end,
           coalesce(g.surviving, '{}'), g.sheets, g.documents
    from (
        select c.code,
               min(c.hundredths) as value,
               min(c.hundredths) is not null and min(c.hundredths) = max(c.hundredths) and not bool_or(c.status = 'conflicting' and not c.candidates @> array[c.value]) as published,
               count(distinct c.source) filter (where c.hundredths is not null) as sources,
               min(case c.status when 'confirmed' then 1 when 'repaired' then 2 when 'derived' then 3 when 'printed' then 4 end) as best,
               array_agg(distinct x.value order by x.value) filter (where x.value is not null) as surviving,
               array_agg(distinct c.sheet_id order by c.sheet_id) as sheets,
               count(distinct c.document_no)::integer as documents
        from (
            select r.code, r.hundredths, r.status, r.candidates, s.sheet_id, s.source, s.document_no, max(r.hundredths) over (partition by r.code) as value
            from store.sheets s
            join store.documents d on d.document_no = s.document_no
            join store.score_records r on r.sheet_id = s.sheet_id
            where s.agency_code = p_agency and s.fiscal_year = p_year
              and case when p_at is null then s.valid_to = 'infinity' and d.superseded_at = 'infinity'
                       else s.valid_from <= p_at and p_at < s.valid_to and p_at < d.superseded_at end
        ) c
        left join lateral unnest(coalesce(c.candidates, array[c.hundredths])) as x (value) on true
        group by c.code
    ) g
$$;

create or replace function store.standing_of(p_agency text, p_year smallint, p_at timestamptz)
returns table (total integer, total_status text, candidates integer[],
    iit integer, eit integer, oit integer, ind01 integer, ind02 integer, ind03 integer, ind04 integer, ind05 integer,
    ind06 integer, ind07 integer, ind08 integer, ind09 integer, ind10 integer,
    withheld text[], grade text, passed boolean, change integer, note text, source_sheet bigint, documents integer)
language sql stable as $$
    with u as materialized (
        select * from store.united(p_agency, p_year, p_at) u
        where u.code in ('TOTAL', 'IIT', 'EIT', 'OIT', 'IND01', 'IND02', 'IND03', 'IND04', 'IND05', 'IND06', 'IND07', 'IND08', 'IND09', 'IND10'))
    select w.total, w.total_status, w.candidates, w.iit, w.eit, w.oit, w.ind01, w.ind02, w.ind03, w.ind04, w.ind05, w.ind06, w.ind07, w.ind08, w.ind09, w.ind10,
           w.withheld,
           case when w.total is null or a.grades > 1 or (a.grades = 1 and scale.grade is not null and a.grade <> scale.grade) then null
                when a.grades = 1 then a.grade else scale.grade end,
           case when a.verdicts > 1 or a.passed <> scale.passed then null else coalesce(a.passed, scale.passed) end,
           case when a.changes = 1 then a.change end,
           nullif(concat_ws('; ',
               case when w.total_status = 'conflicting' then 'withheld: ' || (select string_agg(store.print_score(x), ' or ' order by x) from unnest(w.candidates) x) end,
               case when a.grades > 1 then 'announcements print several grades' end,
               case when a.grades = 1 and a.grade <> scale.grade and w.total is not null then 'printed grade ' || a.grade || ', by scale ' || scale.grade end,
               case when a.verdicts > 1 or a.passed <> scale.passed then 'printed verdict contradicts the score' end,
               case when a.changes > 1 then 'announcements print several changes' end), ''),
           (select s.sheet_id from u cross join lateral unnest(u.sheets) x (id) join store.sheets s on s.sheet_id = x.id join store.documents d on d.document_no = s.document_no
            join store.score_records r on r.sheet_id = s.sheet_id and r.code = 'TOTAL'
            where u.code = 'TOTAL'
            order by r.hundredths is not distinct from w.total desc, s.source, d.sha256, s.ordinal limit 1),
           w.documents
    from (
        select max(u.hundredths) filter (where u.code = 'TOTAL') as total,
               coalesce(max(u.status) filter (where u.code = 'TOTAL'), 'unresolved') as total_status,
               coalesce((select t.candidates from u t where t.code = 'TOTAL'), '{}') as candidates,
               max(u.hundredths) filter (where u.code = 'IIT') as iit, max(u.hundredths) filter (where u.code = 'EIT') as eit, max(u.hundredths) filter (where u.code = 'OIT') as oit,
               max(u.hundredths) filter (where u.code = 'IND01') as ind01, max(u.hundredths) filter (where u.code = 'IND02') as ind02,
               max(u.hundredths) filter (where u.code = 'IND03') as ind03, max(u.hundredths) filter (where u.code = 'IND04') as ind04,
               max(u.hundredths) filter (where u.code = 'IND05') as ind05, max(u.hundredths) filter (where u.code = 'IND06') as ind06,
               max(u.hundredths) filter (where u.code = 'IND07') as ind07, max(u.hundredths) filter (where u.code = 'IND08') as ind08,
               max(u.hundredths) filter (where u.code = 'IND09') as ind09, max(u.hundredths) filter (where u.code = 'IND10') as ind10,
               coalesce(array_agg(u.code order by store.code_order(u.code)) filter (where u.hundredths is null), '{}') as withheld,
               coalesce(max(u.documents), 0) as documents
        from u
    ) w
    cross join lateral (
        select count(distinct r.grade) as grades, min(r.grade) as grade,
               count(distinct r.passed) as verdicts, bool_and(r.passed) as passed,
               count(distinct r.change) as changes, min(r.change) as change
        from store.sheets s join store.documents d on d.document_no = s.document_no join store.announcement_rows r on r.sheet_id = s.sheet_id
        where s.agency_code = p_agency and s.fiscal_year = p_year
          and case when p_at is null then s.valid_to = 'infinity' and d.superseded_at = 'infinity'
                   else s.valid_from <= p_at and p_at < s.valid_to and p_at < d.superseded_at end
    ) a
    cross join lateral (
        select store.grade_of(p_year, w.total, w.iit, w.eit, w.oit) as grade,
               (select case when count(*) > 0 and bool_and(store.passes(p_year, x) is not null) and (bool_and(store.passes(p_year, x)) or not bool_or(store.passes(p_year, x)))
                            then bool_and(store.passes(p_year, x)) end from unnest(w.candidates) x) as passed
    ) scale
$$;

-- The same rules as store.standing_of, which works out one agency and year and is what db check compares with.
create or replace function store.refresh_standings(p_agencies text[], p_years smallint[], p_now timestamptz) returns integer language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set join_collapse_limit = 1 as $$
declare refreshed integer;
begin
    insert into store.subjects select distinct a, y from unnest(p_agencies, p_years) k (a, y) order by a, y on conflict do nothing;
    -- The lock makes the next statement see whatever another writer has just committed about the same agency and year.
    perform 1 from store.subjects s join (select distinct a, y from unnest(p_agencies, p_years) k (a, y)) k on s.agency_code = k.a and s.fiscal_year = k.y
        order by s.agency_code, s.fiscal_year for update of s;
    with c as (
        -- Every record of the codes that a standing holds, beside what an announcement says of the agency (a line of one has a record of the total only).
        select k.a, k.y, s.*
        from (select distinct a, y from unnest(p_agencies, p_years) k (a, y)) k
        left join lateral (
            select s.sheet_id, s.source, s.document_no, s.ordinal, d.sha256, n.grade, n.passed, n.change, r.code, r.code = 'TOTAL' as is_total, r.hundredths, r.status, r.candidates
            from store.sheets s
            join store.documents d on d.document_no = s.document_no and d.superseded_at = 'infinity'
            left join store.announcement_rows n on n.sheet_id = s.sheet_id
            join store.score_records r on r.sheet_id = s.sheet_id and r.code < 'a' -- In capitals: all but the items.
            where s.agency_code = k.a and s.fiscal_year = k.y and s.valid_to = 'infinity'
            offset 0) s on true), -- Agency by agency: the offset keeps the planner from reading all sheets at once.
    g as (
        select c.a, c.y, c.code, min(c.hundredths) as value, max(c.hundredths) as highest, array_agg(c.document_no) as documents,
               array_agg(c.candidates::text) filter (where c.status = 'conflicting' and c.candidates is not null) as torn_between,
               -- Of the total only.
               bool_or(c.hundredths is not null or c.candidates is not null) filter (where c.is_total) as stated,
               min(c.source) filter (where c.is_total and c.hundredths is not null) <> max(c.source) filter (where c.is_total and c.hundredths is not null) as by_both,
               min(case c.status when 'confirmed' then 1 when 'repaired' then 2 when 'derived' then 3 when 'printed' then 4 end) filter (where c.is_total) as best,
               store.concatenate(coalesce(c.candidates, array[c.hundredths])) filter (where c.is_total) as surviving,
               -- The sheet that the total stands in, or that it is withheld from: the least by whether it has the value, kind of document, document, place.
               min(array[(c.hundredths is null)::text, c.source, c.sha256, lpad(c.ordinal::text, 9, '0'), c.sheet_id::text]) filter (where c.is_total) as published_in,
               min(array[(c.hundredths is not null)::text, c.source, c.sha256, lpad(c.ordinal::text, 9, '0'), c.sheet_id::text]) filter (where c.is_total) as withheld_in,
               min(c.grade) filter (where c.is_total) as grade, max(c.grade) filter (where c.is_total) as other_grade,
               bool_and(c.passed) filter (where c.is_total) as passed, bool_or(c.passed) filter (where c.is_total) as passed_by_one,
               min(c.change) filter (where c.is_total) as change, max(c.change) filter (where c.is_total) as other_change
        from c group by c.a, c.y, c.code),
    u as (
        select g.*, case when g.value = g.highest and (g.torn_between is null or (select bool_and(x::integer[] @> array[g.value]) from unnest(g.torn_between) x)) then g.value end as hundredths
        from g),
    w as (
        select u.a, u.y, max(u.hundredths) filter (where u.code = 'TOTAL') as total,
               coalesce(max(case when u.hundredths is not null and u.by_both then 'confirmed' when u.hundredths is not null then (array['confirmed', 'repaired', 'derived', 'printed'])[u.best]
                                 when u.stated then 'conflicting' else 'unresolved' end) filter (where u.code = 'TOTAL'), 'unresolved') as total_status,
               coalesce((select array_agg(distinct x order by x) from unnest(store.concatenate(u.surviving)) x where x is not null), '{}') as candidates,
               max(u.hundredths) filter (where u.code = 'IIT') as iit, max(u.hundredths) filter (where u.code = 'EIT') as eit, max(u.hundredths) filter (where u.code = 'OIT') as oit,
               max(u.hundredths) filter (where u.code = 'IND01') as ind01, max(u.hundredths) filter (where u.code = 'IND02') as ind02,
               max(u.hundredths) filter (where u.code = 'IND03') as ind03, max(u.hundredths) filter (where u.code = 'IND04') as ind04,
               max(u.hundredths) filter (where u.code = 'IND05') as ind05, max(u.hundredths) filter (where u.code = 'IND06') as ind06,
               max(u.hundredths) filter (where u.code = 'IND07') as ind07, max(u.hundredths) filter (where u.code = 'IND08') as ind08,
               max(u.hundredths) filter (where u.code = 'IND09') as ind09, max(u.hundredths) filter (where u.code = 'IND10') as ind10,
               coalesce(array_agg(u.code order by store.code_order(u.code)) filter (where u.code is not null and u.hundredths is null), '{}') as withheld,
               (min(case when u.hundredths is null then u.withheld_in else u.published_in end))[5]::bigint as source_sheet,
               min(u.grade) as printed_grade, coalesce(bool_or(u.grade <> u.other_grade), false) as grades_differ,
               bool_and(u.passed) as printed_passed, coalesce(bool_or(u.passed <> u.passed_by_one), false) as verdicts_differ,
               min(u.change) as change, coalesce(bool_or(u.change <> u.other_change), false) as changes_differ,
               coalesce(max(case when u.code is null then 0 when cardinality(u.documents) = 1 then 1 else (select count(distinct x)::integer from unnest(u.documents) x) end), 0) as documents
        from u group by u.a, u.y),
    v as materialized (
        select w.*,
               (select case when b.instruments_from is null or (w.iit is not null and w.eit is not null and w.oit is not null) then b.grade end
                from store.grade_bands b
                where b.fiscal_year = w.y and b.from_hundredths <= w.total
                  and (b.instruments_from is null or least(w.iit, w.eit, w.oit) is null or least(w.iit, w.eit, w.oit) >= b.instruments_from)
                order by b.from_hundredths desc, b.instruments_from desc nulls last limit 1) as scale_grade,
               -- Passed only if every value that survives passes.
               (select case when bool_and(p.pass is not null) and (bool_and(p.pass) or not bool_or(p.pass)) then bool_and(p.pass) end
                from (select (select b.pass from store.grade_bands b where b.fiscal_year = w.y and b.from_hundredths <= x
                              order by b.from_hundredths desc, b.instruments_from nulls first limit 1) as pass
                      from unnest(w.candidates) x offset 0) p) as scale_passed
        from w),
    standing (agency_code, fiscal_year, valid_from, total, total_status, candidates, iit, eit, oit, ind01, ind02, ind03, ind04, ind05, ind06, ind07, ind08, ind09, ind10, withheld, grade, passed, change, note, source_sheet, documents) as (
    select v.a, v.y, p_now, v.total, v.total_status, v.candidates, v.iit, v.eit, v.oit,
           v.ind01, v.ind02, v.ind03, v.ind04, v.ind05, v.ind06, v.ind07, v.ind08, v.ind09, v.ind10, v.withheld,
           case when v.total is not null and not v.grades_differ and (v.printed_grade = v.scale_grade) is not false then coalesce(v.printed_grade, v.scale_grade) end,
           case when not v.verdicts_differ and (v.printed_passed = v.scale_passed) is not false then coalesce(v.printed_passed, v.scale_passed) end,
           case when not v.changes_differ then v.change end,
           nullif(concat_ws('; ',
               case when v.total_status = 'conflicting' then 'withheld: ' || (select string_agg(store.print_score(x), ' or ' order by x) from unnest(v.candidates) x) end,
               case when v.grades_differ then 'announcements print several grades' end,
               case when not v.grades_differ and v.printed_grade <> v.scale_grade and v.total is not null then 'printed grade ' || v.printed_grade || ', by scale ' || v.scale_grade end,
               case when v.verdicts_differ or v.printed_passed <> v.scale_passed then 'printed verdict contradicts the score' end,
               case when v.changes_differ then 'announcements print several changes' end), ''),
           v.source_sheet, v.documents
    from v),
    changed as (
        select old.* from standing n
        cross join lateral (select * from store.standings old where old.agency_code = n.agency_code and old.fiscal_year = n.fiscal_year and old.valid_to >= 'infinity' offset 0) old -- By the key, not by the index of current scores: hence not "=".
        where (old.total, old.total_status, old.candidates, old.iit, old.eit, old.oit, old.ind01, old.ind02, old.ind03, old.ind04, old.ind05, old.ind06, old.ind07, old.ind08, old.ind09, old.ind10, old.withheld, old.grade, old.passed, old.change, old.note, old.source_sheet, old.documents)
            is distinct from (n.total, n.total_status, n.candidates, n.iit, n.eit, n.oit, n.ind01, n.ind02, n.ind03, n.ind04, n.ind05, n.ind06, n.ind07, n.ind08, n.ind09, n.ind10, n.withheld, n.grade, n.passed, n.change, n.note, n.source_sheet, n.documents)),
    kept as ( -- Nothing that was published is overwritten: the older row stays, with its end.
        insert into store.standings (agency_code, fiscal_year, valid_from, valid_to, total, total_status, candidates, iit, eit, oit, ind01, ind02, ind03, ind04, ind05, ind06, ind07, ind08, ind09, ind10, withheld, grade, passed, change, note, source_sheet, documents)
        select c.agency_code, c.fiscal_year, c.valid_from, greatest(p_now, c.valid_from + interval '1 microsecond'), c.total, c.total_status, c.candidates, c.iit, c.eit, c.oit, c.ind01, c.ind02, c.ind03, c.ind04, c.ind05, c.ind06, c.ind07, c.ind08, c.ind09, c.ind10, c.withheld, c.grade, c.passed, c.change, c.note, c.source_sheet, c.documents
        from changed c)
    insert into store.standings as old (agency_code, fiscal_year, valid_from, total, total_status, candidates, iit, eit, oit, ind01, ind02, ind03, ind04, ind05, ind06, ind07, ind08, ind09, ind10, withheld, grade, passed, change, note, source_sheet, documents)
    select n.* from standing n order by n.agency_code, n.fiscal_year
    on conflict (agency_code, fiscal_year, valid_to) do update set valid_from = greatest(excluded.valid_from, old.valid_from + interval '1 microsecond'),
        total = excluded.total, total_status = excluded.total_status, candidates = excluded.candidates, iit = excluded.iit, eit = excluded.eit, oit = excluded.oit, ind01 = excluded.ind01, ind02 = excluded.ind02, ind03 = excluded.ind03, ind04 = excluded.ind04, ind05 = excluded.ind05, ind06 = excluded.ind06, ind07 = excluded.ind07, ind08 = excluded.ind08, ind09 = excluded.ind09, ind10 = excluded.ind10, withheld = excluded.withheld, grade = excluded.grade, passed = excluded.passed, change = excluded.change, note = excluded.note, source_sheet = excluded.source_sheet, documents = excluded.documents
    where (old.total, old.total_status, old.candidates, old.iit, old.eit, old.oit, old.ind01, old.ind02, old.ind03, old.ind04, old.ind05, old.ind06, old.ind07, old.ind08, old.ind09, old.ind10, old.withheld, old.grade, old.passed, old.change, old.note, old.source_sheet, old.documents)
        is distinct from (excluded.total, excluded.total_status, excluded.candidates, excluded.iit, excluded.eit, excluded.oit, excluded.ind01, excluded.ind02, excluded.ind03, excluded.ind04, excluded.ind05, excluded.ind06, excluded.ind07, excluded.ind08, excluded.ind09, excluded.ind10, excluded.withheld, excluded.grade, excluded.passed, excluded.change, excluded.note, excluded.source_sheet, excluded.documents);
    get diagnostics refreshed = row_count;
    return refreshed;
end $$;

create or replace view store.contenders as
    select t.fiscal_year, a.province_code, p.region, coalesce(t.low, 0) as low, coalesce(t.high, 10000) as high, case when t.low is null then 0 else 1 end as is_sure
    from store.standing_ranges t left join store.agencies a on a.code = t.agency_code left join store.provinces p on p.code = a.province_code
    union all
    select s.fiscal_year, s.province_code, p.region, 0, coalesce(r.hundredths, 10000), 0
    from store.sheets s
    join store.documents d on d.document_no = s.document_no
    join store.score_records r on r.sheet_id = s.sheet_id and r.code = 'TOTAL'
    left join store.provinces p on p.code = s.province_code
    where s.agency_code is null and s.fiscal_year is not null and s.source = 'announcement'
      and s.valid_to = 'infinity' and d.superseded_at = 'infinity';

create or replace view ita.ranking as select fiscal_year, province_code, province, region, rank, rank_to, agency_code, agency, type, district, score, grade, change, last_year_score, passed, status, document, page, note, score_low, score_high, last_year_rank, rank_change, rank_in_region, rank_in_region_to, rank_in_nation, rank_in_nation_to, document_sha256, type_order, sort_key collate "default" from (
    select t.fiscal_year, a.province_code, p.name, p.region,
           case when t.low is not null then (pr_best.lows_above + 1)::integer end,
           case when t.low is not null then (pr_worst.highs_above + 1 - (t.high > t.low)::integer)::integer end,
           t.agency_code, a.name, a.type, d.name,
           t.total * 0.01, t.grade,
           coalesce(t.change, t.total - last.total) * 0.01,
           case when t.change is null or last.total is null then coalesce(last.total, t.total - t.change)
                when last.total = t.total - t.change then last.total end * 0.01,
           t.passed, t.total_status, doc.file_name,
           (select min(o.page) from store.observations o where o.sheet_id = t.source_sheet and o.code = 'TOTAL' and (t.total is null or o.hundredths = t.total)),
           nullif(concat_ws('; ', t.note, case when last.total <> t.total - t.change
               then 'last year: ' || store.print_score(last.total) || ' published, ' || store.print_score(t.total - t.change) || ' by the announced difference' end), ''),
           t.low * 0.01, t.high * 0.01,
           (pl.best + 1)::integer,
           case when t.low is not null and pl.best = pl.worst and pr_best.lows_above = pr_worst.highs_above - (t.high > t.low)::integer then (pl.best - pr_best.lows_above)::integer end,
           coalesce(k.rank_in_region, ((select ranks from store.live_ranks) -> (t.fiscal_year || ' ' || t.agency_code) -> 0)::integer), coalesce(k.rank_in_region_to, ((select ranks from store.live_ranks) -> (t.fiscal_year || ' ' || t.agency_code) -> 1)::integer),
           coalesce(k.rank_in_nation, ((select ranks from store.live_ranks) -> (t.fiscal_year || ' ' || t.agency_code) -> 2)::integer), coalesce(k.rank_in_nation_to, ((select ranks from store.live_ranks) -> (t.fiscal_year || ' ' || t.agency_code) -> 3)::integer),
           doc.sha256, a.type_order, a.sort_key
    from store.standing_ranges t
    join store.agencies a on a.code = t.agency_code
    left join store.provinces p on p.code = a.province_code
    left join store.districts d on d.code = a.district_code
    left join store.standings last on last.agency_code = t.agency_code and last.fiscal_year = t.fiscal_year - 1 and last.documents > 0
        and last.valid_to = 'infinity'
    left join store.sheets src on src.sheet_id = t.source_sheet
    left join store.documents doc on doc.document_no = src.document_no
    left join store.provincial_places pr_best on pr_best.fiscal_year = t.fiscal_year and pr_best.province_code = a.province_code and pr_best.v = t.high
    left join store.provincial_places pr_worst on pr_worst.fiscal_year = t.fiscal_year and pr_worst.province_code = a.province_code and pr_worst.v = t.low
    left join (
        -- Grouped only so that the planner sees one row per agency and year and leaves it out where nobody asks for last year's rank.
        select l.agency_code, l.fiscal_year + 1 as next_year, min(best.lows_above) as best, min(worst.highs_above - (l.high > l.low)::integer) as worst
        from store.standing_ranges l
        join store.agencies la on la.code = l.agency_code
        left join store.provincial_places best on best.fiscal_year = l.fiscal_year and best.province_code = la.province_code and best.v = l.high
        left join store.provincial_places worst on worst.fiscal_year = l.fiscal_year and worst.province_code = la.province_code and worst.v = l.low
        where l.low is not null
        group by l.agency_code, l.fiscal_year + 1) pl on pl.agency_code = t.agency_code and pl.next_year = t.fiscal_year
    left join store.ranks k on k.agency_code = t.agency_code and k.fiscal_year = t.fiscal_year and coalesce(k.fiscal_year <> all (array(select fiscal_year from store.rank_changes)), true)
    union all
    select s.fiscal_year, s.province_code, p.name, p.region, null, null, null, s.printed[1], null, s.printed_district,
           r.hundredths * 0.01, w.grade, w.change * 0.01, (r.hundredths - w.change) * 0.01, w.passed, 'unresolved', doc.file_name,
           (select min(o.page) from store.observations o where o.sheet_id = s.sheet_id),
           'the agency is not identified: name as printed', r.hundredths * 0.01, r.hundredths * 0.01, null, null, null, null, null, null, doc.sha256, 9::smallint, lpad(w.number::text, 6, '0')
    from store.sheets s
    join store.documents doc on doc.document_no = s.document_no
    join store.announcement_rows w on w.sheet_id = s.sheet_id
    join store.score_records r on r.sheet_id = s.sheet_id and r.code = 'TOTAL'
    left join store.provinces p on p.code = s.province_code
    where s.agency_code is null and s.fiscal_year is not null
      and s.valid_to = 'infinity' and doc.superseded_at = 'infinity'
) v (fiscal_year, province_code, province, region, rank, rank_to, agency_code, agency, type, district, score, grade, change, last_year_score, passed, status, document, page, note, score_low, score_high, last_year_rank, rank_change, rank_in_region, rank_in_region_to, rank_in_nation, rank_in_nation_to, document_sha256, type_order, sort_key);

create or replace view ita.scores as select fiscal_year, agency_code, agency, type, district, province_code, province, region, code, level, score, status, candidates, grade, documents, code_order from (
    select sub.fiscal_year, sub.agency_code, a.name, a.type, d.name, a.province_code, p.name, p.region,
           u.code collate "default", case when u.code = 'TOTAL' then 'total' when u.code in ('IIT', 'EIT', 'OIT') then 'instrument' when u.code like 'IND%' then 'indicator' else 'item' end,
           u.hundredths * 0.01, u.status, (select array_agg(x * 0.01 order by x) from unnest(u.candidates) x),
           case when u.code = 'TOTAL' then (select t.grade from (select t.agency_code, t.fiscal_year, t.total, t.total_status, coalesce(t.total, t.candidates[1]), coalesce(t.total, t.candidates[array_upper(t.candidates, 1)]), t.iit, t.eit, t.oit,
           t.ind01, t.ind02, t.ind03, t.ind04, t.ind05, t.ind06, t.ind07, t.ind08, t.ind09, t.ind10,
           t.withheld, t.grade, t.passed, t.change, t.note, t.source_sheet, t.documents
    from store.standings t
    where t.documents > 0 and t.valid_to = 'infinity') t (agency_code, fiscal_year, total, total_status, low, high, iit, eit, oit, ind01, ind02, ind03, ind04, ind05, ind06, ind07, ind08, ind09, ind10, withheld, grade, passed, change, note, source_sheet, documents) where t.agency_code = sub.agency_code and t.fiscal_year = sub.fiscal_year) end,
           u.documents, store.code_order(u.code)
    from store.subjects sub
    cross join lateral (select g.code,
           case when g.published then g.value end,
           case when g.published and g.sources > 1 then 'confirmed'
                when g.published then (array['confirmed', 'repaired', 'derived', 'printed'])[g.best]
                when g.surviving is null then 'unresolved' else 'conflicting' end,
           coalesce(g.surviving, '{}'), g.sheets, g.documents
    from (
        select c.code,
               min(c.hundredths) as value,
               min(c.hundredths) is not null and min(c.hundredths) = max(c.hundredths) and not bool_or(c.status = 'conflicting' and not c.candidates @> array[c.value]) as published,
               count(distinct c.source) filter (where c.hundredths is not null) as sources,
               min(case c.status when 'confirmed' then 1 when 'repaired' then 2 when 'derived' then 3 when 'printed' then 4 end) as best,
               array_agg(distinct x.value order by x.value) filter (where x.value is not null) as surviving,
               array_agg(distinct c.sheet_id order by c.sheet_id) as sheets,
               count(distinct c.document_no)::integer as documents
        from (
            select r.code, r.hundredths, r.status, r.candidates, s.sheet_id, s.source, s.document_no, max(r.hundredths) over (partition by r.code) as value
            from store.sheets s
            join store.documents d on d.document_no = s.document_no
            join store.score_records r on r.sheet_id = s.sheet_id
            where s.agency_code = sub.agency_code and s.fiscal_year = sub.fiscal_year
              and s.valid_to = 'infinity' and d.superseded_at = 'infinity'
        ) c
        left join lateral unnest(coalesce(c.candidates, array[c.hundredths])) as x (value) on true
        group by c.code
    ) g) u (code, hundredths, status, candidates, sheets, documents)
    join store.agencies a on a.code = sub.agency_code
    left join store.provinces p on p.code = a.province_code
    left join store.districts d on d.code = a.district_code
) v (fiscal_year, agency_code, agency, type, district, province_code, province, region, code, level, score, status, candidates, grade, documents, code_order);

create or replace view ita.evidence as select fiscal_year, agency_code, agency, code, score, status, support, proof, source, document, document_sha256, origin, superseded, page, line, x0, y0, x1, y1, as_printed, read_as, unreadable, label, place, reader, confidence, rule, doubt, code_order, mention from (
    select s.fiscal_year, s.agency_code, coalesce(a.name, s.printed[1]), r.code collate "default", r.hundredths * 0.01, r.status, r.support, r.proof, s.source,
           doc.file_name, doc.sha256, doc.origin, doc.superseded_at < 'infinity', o.page, o.line, o.x0, o.y0, o.x1, o.y1, o.as_printed, o.hundredths * 0.01, o.unreadable,
           o.label, o.place, o.reader, o.confidence, o.rule, o.doubt, store.code_order(r.code), o.ordinal
    from store.sheets s
    join store.documents doc on doc.document_no = s.document_no
    join store.score_records r on r.sheet_id = s.sheet_id
    left join store.observations o on o.sheet_id = s.sheet_id and o.ordinal = any (r.mentions)
    left join store.agencies a on a.code = s.agency_code
    where s.valid_to = 'infinity'
) v (fiscal_year, agency_code, agency, code, score, status, support, proof, source, document, document_sha256, origin, superseded, page, line, x0, y0, x1, y1, as_printed, read_as, unreadable, label, place, reader, confidence, rule, doubt, code_order, mention);

create or replace function ita.contenders_at(p_at timestamptz)
returns table (fiscal_year smallint, province_code text, region text, low integer, high integer, is_sure integer)
language sql stable parallel safe as $$
    select t.fiscal_year, a.province_code, p.region, coalesce(t.low, 0), coalesce(t.high, 10000), case when t.low is null then 0 else 1 end
    from ita.standings_at(p_at) t left join store.agencies a on a.code = t.agency_code left join store.provinces p on p.code = a.province_code
    union all
    select s.fiscal_year, s.province_code, p.region, 0, coalesce(r.hundredths, 10000), 0
    from store.sheets s
    join store.documents doc on doc.document_no = s.document_no
    join store.score_records r on r.sheet_id = s.sheet_id and r.code = 'TOTAL'
    left join store.provinces p on p.code = s.province_code
    where s.agency_code is null and s.fiscal_year is not null and s.source = 'announcement'
      and case when p_at is null then s.valid_to = 'infinity' and doc.superseded_at = 'infinity'
               else s.valid_from <= p_at and p_at < s.valid_to and p_at < doc.superseded_at end
$$;

create or replace function ita.ranking_at(p_at timestamptz)
returns table (fiscal_year smallint, province_code text, province text, region text, rank integer, rank_to integer, agency_code text, agency text, type text, district text, score numeric, grade text, change numeric, last_year_score numeric, passed boolean, status text, document text, page integer, note text, score_low numeric, score_high numeric, last_year_rank integer, rank_change integer, rank_in_region integer, rank_in_region_to integer, rank_in_nation integer, rank_in_nation_to integer, document_sha256 text, type_order smallint, sort_key text)
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
    with x as materialized (
        select e.fiscal_year, e.province_code, e.region, x.v, x.lows, x.highs
        from ita.contenders_at(p_at) e cross join lateral (values (e.low, e.is_sure, 0), (e.high, 0, 1)) x (v, lows, highs)),
    province as materialized (
        select fiscal_year, province_code, v, sum(sum(lows)) over w - sum(lows) as lows_above, sum(sum(highs)) over w - sum(highs) as highs_above
        from x group by fiscal_year, province_code, v window w as (partition by fiscal_year, province_code order by v desc)),
    region as materialized (
        select fiscal_year, region, v, sum(sum(lows)) over w - sum(lows) as lows_above, sum(sum(highs)) over w - sum(highs) as highs_above
        from x group by fiscal_year, region, v window w as (partition by fiscal_year, region order by v desc)),
    nation as materialized (
        select fiscal_year, v, sum(sum(lows)) over w - sum(lows) as lows_above, sum(sum(highs)) over w - sum(highs) as highs_above
        from x group by fiscal_year, v window w as (partition by fiscal_year order by v desc))
    select t.fiscal_year, a.province_code, p.name, p.region,
           case when t.low is not null then (pr_best.lows_above + 1)::integer end,
           case when t.low is not null then (pr_worst.highs_above + 1 - (t.high > t.low)::integer)::integer end,
           t.agency_code, a.name, a.type, d.name,
           t.total * 0.01, t.grade,
           coalesce(t.change, t.total - last.total) * 0.01,
           case when t.change is null or last.total is null then coalesce(last.total, t.total - t.change)
                when last.total = t.total - t.change then last.total end * 0.01,
           t.passed, t.total_status, doc.file_name,
           (select min(o.page) from store.observations o where o.sheet_id = t.source_sheet and o.code = 'TOTAL' and (t.total is null or o.hundredths = t.total)),
           nullif(concat_ws('; ', t.note, case when last.total <> t.total - t.change
               then 'last year: ' || store.print_score(last.total) || ' published, ' || store.print_score(t.total - t.change) || ' by the announced difference' end), ''),
           t.low * 0.01, t.high * 0.01,
           case when last.low is not null then (pl_best.lows_above + 1)::integer end,
           case when t.low is not null and last.low is not null and pl_best.lows_above = pl_worst.highs_above - (last.high > last.low)::integer
                     and pr_best.lows_above = pr_worst.highs_above - (t.high > t.low)::integer then (pl_best.lows_above - pr_best.lows_above)::integer end,
           case when t.low is not null then (re_best.lows_above + 1)::integer end,
           case when t.low is not null then (re_worst.highs_above + 1 - (t.high > t.low)::integer)::integer end,
           case when t.low is not null then (na_best.lows_above + 1)::integer end,
           case when t.low is not null then (na_worst.highs_above + 1 - (t.high > t.low)::integer)::integer end,
           doc.sha256, a.type_order, a.sort_key
    from ita.standings_at(p_at) t
    join store.agencies a on a.code = t.agency_code
    left join store.provinces p on p.code = a.province_code
    left join store.districts d on d.code = a.district_code
    left join ita.standings_at(p_at) last on last.agency_code = t.agency_code and last.fiscal_year = t.fiscal_year - 1
    left join store.sheets src on src.sheet_id = t.source_sheet
    left join store.documents doc on doc.document_no = src.document_no
    left join province pr_best on pr_best.fiscal_year = t.fiscal_year and pr_best.province_code = a.province_code and pr_best.v = t.high
    left join province pr_worst on pr_worst.fiscal_year = t.fiscal_year and pr_worst.province_code = a.province_code and pr_worst.v = t.low
    left join province pl_best on pl_best.fiscal_year = t.fiscal_year - 1 and pl_best.province_code = a.province_code and pl_best.v = last.high
    left join province pl_worst on pl_worst.fiscal_year = t.fiscal_year - 1 and pl_worst.province_code = a.province_code and pl_worst.v = last.low
    left join region re_best on re_best.fiscal_year = t.fiscal_year and re_best.region = p.region and re_best.v = t.high
    left join region re_worst on re_worst.fiscal_year = t.fiscal_year and re_worst.region = p.region and re_worst.v = t.low
    left join nation na_best on na_best.fiscal_year = t.fiscal_year and na_best.v = t.high
    left join nation na_worst on na_worst.fiscal_year = t.fiscal_year and na_worst.v = t.low
    union all
    select s.fiscal_year, s.province_code, p.name, p.region, null, null, null, s.printed[1], null, s.printed_district,
           r.hundredths * 0.01, w.grade, w.change * 0.01, (r.hundredths - w.change) * 0.01, w.passed, 'unresolved', doc.file_name,
           (select min(o.page) from store.observations o where o.sheet_id = s.sheet_id),
           'the agency is not identified: name as printed', r.hundredths * 0.01, r.hundredths * 0.01, null, null, null, null, null, null, doc.sha256, 9::smallint, lpad(w.number::text, 6, '0')
    from store.sheets s
    join store.documents doc on doc.document_no = s.document_no
    join store.announcement_rows w on w.sheet_id = s.sheet_id
    join store.score_records r on r.sheet_id = s.sheet_id and r.code = 'TOTAL'
    left join store.provinces p on p.code = s.province_code
    where s.agency_code is null and s.fiscal_year is not null
      and case when p_at is null then s.valid_to = 'infinity' and doc.superseded_at = 'infinity'
               else s.valid_from <= p_at and p_at < s.valid_to and p_at < doc.superseded_at end
$$;

create or replace function ita.evidence_at(p_at timestamptz)
returns table (fiscal_year smallint, agency_code text, agency text, code text, score numeric, status text, support text[], proof text, source text, document text, document_sha256 text, origin text, superseded boolean, page integer, line integer, x0 real, y0 real, x1 real, y1 real, as_printed text, read_as numeric, unreadable text, label text, place text, reader text, confidence real, rule text, doubt text, code_order integer, mention integer)
language sql stable parallel safe as $$
    select s.fiscal_year, s.agency_code, coalesce(a.name, s.printed[1]), r.code collate "default", r.hundredths * 0.01, r.status, r.support, r.proof, s.source,
           doc.file_name, doc.sha256, doc.origin, coalesce(p_at, 'infinity') >= doc.superseded_at and doc.superseded_at < 'infinity', o.page, o.line, o.x0, o.y0, o.x1, o.y1, o.as_printed, o.hundredths * 0.01, o.unreadable,
           o.label, o.place, o.reader, o.confidence, o.rule, o.doubt, store.code_order(r.code), o.ordinal
    from store.sheets s
    join store.documents doc on doc.document_no = s.document_no
    join store.score_records r on r.sheet_id = s.sheet_id
    left join store.observations o on o.sheet_id = s.sheet_id and o.ordinal = any (r.mentions)
    left join store.agencies a on a.code = s.agency_code
    where case when p_at is null then s.valid_to = 'infinity'
               else s.valid_from <= p_at and p_at < s.valid_to end
$$;
alter function ita.evidence_at(timestamptz) security definer set search_path = pg_catalog, pg_temp;

create or replace function store.scores_to_review()
returns table (agency_code text, agency text, fiscal_year smallint, code text, candidates integer[], printed text[], documents text[], evidence text, state text,
               decision text, hundredths integer, reason text, decided_by text, decided_at timestamptz)
language sql stable parallel safe as $$
    with doubtful as (
        select s.agency_code, s.fiscal_year, r.code
        from store.score_records r
        join store.sheets s on s.sheet_id = r.sheet_id
        join store.documents d on d.document_no = s.document_no
        where s.valid_to = 'infinity' and d.superseded_at = 'infinity' and s.agency_code is not null and s.fiscal_year is not null
          and r.status in ('conflicting', 'unresolved')
        union
        select agency_code, fiscal_year, code from store.reviews
    ), seen as (
        select q.agency_code, q.fiscal_year, q.code,
               array_agg(distinct x.value order by x.value) filter (where x.value is not null) as candidates,
               array_agg(distinct o.as_printed order by o.as_printed) filter (where o.as_printed is not null) as printed,
               array_agg(distinct d.sha256 order by d.sha256) as documents,
               md5(string_agg(distinct k.said, E'\n' order by k.said)) as evidence
        from doubtful q
        join store.sheets s on s.agency_code = q.agency_code and s.fiscal_year = q.fiscal_year and s.valid_to = 'infinity'
        join store.documents d on d.document_no = s.document_no and d.superseded_at = 'infinity'
        join store.score_records r on r.sheet_id = s.sheet_id and r.code = q.code
        left join store.observations o on o.sheet_id = s.sheet_id and o.ordinal = any (r.mentions)
        left join lateral unnest(coalesce(r.candidates, array[r.hundredths])) as x (value) on true
        cross join lateral (select concat_ws(' ', d.sha256, r.status, r.hundredths, r.candidates, (
            o.code, o.hundredths, o.unreadable, o.doubt, o.as_printed, o.page, o.line, o.reader, o.place, o.rule, o.label, o.section, o.x0, o.y0, o.x1, o.y1)) as said) k
        group by q.agency_code, q.fiscal_year, q.code
    )
    select v.agency_code, a.name, v.fiscal_year, v.code, coalesce(v.candidates, '{}'), coalesce(v.printed, '{}'), v.documents, v.evidence,
           case when l.decision is null then 'open' when l.evidence <> v.evidence then 'reopened' when l.decision = 'accept' then 'accepted' else 'rejected' end,
           l.decision, l.hundredths, l.reason, l.decided_by, l.decided_at
    from seen v
    join store.agencies a on a.code = v.agency_code
    left join lateral (select * from store.reviews w where w.agency_code = v.agency_code and w.fiscal_year = v.fiscal_year and w.code = v.code
                       order by w.review_id desc limit 1) l on true
    order by v.fiscal_year, v.agency_code, store.code_order(v.code)
$$;

alter table store.reviews disable trigger reviews_are_kept;
update store.reviews w set evidence = v.evidence from decided d join store.scores_to_review() v on v.agency_code = d.agency_code and v.fiscal_year = d.fiscal_year and v.code = d.code
    where w.agency_code = d.agency_code and w.fiscal_year = d.fiscal_year and w.code = d.code and w.evidence = d.evidence;
alter table store.reviews enable trigger reviews_are_kept;

drop table store.observations_before, store.score_records_before;
drop function store.keep_older_record();
drop function store.keep_older_standing();
drop function store.refuse_orphans();
