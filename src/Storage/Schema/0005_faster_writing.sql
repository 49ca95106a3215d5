-- Writing in less time: codes are checked once for all rows of a statement, and standings are worked out for all agencies of a document at once.

alter table store.observations drop constraint observations_code_check;
alter table store.score_records drop constraint score_records_code_check;

create or replace function store.refuse_orphans() returns trigger language plpgsql as $$
begin
    if exists (select from (select distinct sheet_id from added) a where not exists (select from store.sheets s where s.sheet_id = a.sheet_id)) then
        raise foreign_key_violation using message = format('%s without a sheet', tg_table_name);
    end if;
    if exists (select from (select distinct code from added) a where a.code !~ '^(TOTAL|IIT|EIT|OIT|IND[0-9]{2}|[ieo][1-9][0-9]?)$') then
        raise check_violation using message = format('%s with a code that does not exist', tg_table_name);
    end if;
    return null;
end $$;

-- The same rules as store.standing_of, which works out one agency and year and is what db check compares with.
create or replace function store.refresh_standings(p_agencies text[], p_years smallint[], p_now timestamptz) returns integer language plpgsql as $$
declare changed integer;
begin
    insert into store.subjects select distinct a, y from unnest(p_agencies, p_years) k (a, y) order by a, y on conflict do nothing;
    -- The lock makes the next statement see whatever another writer has just committed about the same agency and year.
    perform 1 from store.subjects s join (select distinct a, y from unnest(p_agencies, p_years) k (a, y)) k on s.agency_code = k.a and s.fiscal_year = k.y
        order by s.agency_code, s.fiscal_year for update of s;
    with k as materialized (select distinct a, y from unnest(p_agencies, p_years) k (a, y)),
    s as materialized (
        select k.a, k.y, s.sheet_id, s.source, s.document_no, s.ordinal, d.sha256
        from k join store.sheets s on s.agency_code = k.a and s.fiscal_year = k.y and s.valid_to = 'infinity'
        join store.documents d on d.document_no = s.document_no and d.superseded_at = 'infinity'),
    c as materialized (
        select s.a, s.y, r.code, r.hundredths, r.status, r.candidates, s.sheet_id, s.source, s.document_no, s.ordinal, s.sha256,
               max(r.hundredths) over (partition by s.a, s.y, r.code) as value
        from s join store.score_records r on r.sheet_id = s.sheet_id and r.valid_to = 'infinity'
            and r.code in ('TOTAL', 'IIT', 'EIT', 'OIT', 'IND01', 'IND02', 'IND03', 'IND04', 'IND05', 'IND06', 'IND07', 'IND08', 'IND09', 'IND10')),
    surviving as materialized (
        select c.a, c.y, array_agg(distinct x.value order by x.value) as candidates
        from c cross join lateral unnest(coalesce(c.candidates, array[c.hundredths])) as x (value)
        where c.code = 'TOTAL' and x.value is not null group by c.a, c.y),
    g as (
        select c.a, c.y, c.code, min(c.hundredths) as value,
               min(c.hundredths) is not null and min(c.hundredths) = max(c.hundredths) and not bool_or(c.status = 'conflicting' and not c.candidates @> array[c.value]) as published,
               bool_or(c.hundredths is not null or c.candidates is not null) as torn,
               count(distinct c.source) filter (where c.hundredths is not null) as sources,
               min(case c.status when 'confirmed' then 1 when 'repaired' then 2 when 'derived' then 3 when 'printed' then 4 end) as best,
               count(distinct c.document_no)::integer as documents
        from c group by c.a, c.y, c.code),
    u as (
        select g.*, case when g.published then g.value end as hundredths,
               case when g.published and g.sources > 1 then 'confirmed' when g.published then (array['confirmed', 'repaired', 'derived', 'printed'])[g.best]
                    when g.torn then 'conflicting' else 'unresolved' end as outcome
        from g),
    w as materialized (
        select k.a, k.y, max(u.hundredths) filter (where u.code = 'TOTAL') as total,
               coalesce(max(u.outcome) filter (where u.code = 'TOTAL'), 'unresolved') as total_status,
               max(u.hundredths) filter (where u.code = 'IIT') as iit, max(u.hundredths) filter (where u.code = 'EIT') as eit, max(u.hundredths) filter (where u.code = 'OIT') as oit,
               max(u.hundredths) filter (where u.code = 'IND01') as ind01, max(u.hundredths) filter (where u.code = 'IND02') as ind02,
               max(u.hundredths) filter (where u.code = 'IND03') as ind03, max(u.hundredths) filter (where u.code = 'IND04') as ind04,
               max(u.hundredths) filter (where u.code = 'IND05') as ind05, max(u.hundredths) filter (where u.code = 'IND06') as ind06,
               max(u.hundredths) filter (where u.code = 'IND07') as ind07, max(u.hundredths) filter (where u.code = 'IND08') as ind08,
               max(u.hundredths) filter (where u.code = 'IND09') as ind09, max(u.hundredths) filter (where u.code = 'IND10') as ind10,
               coalesce(array_agg(u.code order by store.code_order(u.code)) filter (where u.code is not null and u.hundredths is null), '{}') as withheld,
               coalesce(max(u.documents), 0) as documents
        from k left join u on u.a = k.a and u.y = k.y group by k.a, k.y),
    n as (
        select s.a, s.y, count(distinct r.grade) as grades, min(r.grade) as grade, count(distinct r.passed) as verdicts, bool_and(r.passed) as passed,
               count(distinct r.change) as changes, min(r.change) as change
        from s join store.announcement_rows r on r.sheet_id = s.sheet_id group by s.a, s.y),
    src as (
        select distinct on (c.a, c.y) c.a, c.y, c.sheet_id
        from c join w on w.a = c.a and w.y = c.y where c.code = 'TOTAL'
        order by c.a, c.y, c.hundredths is not distinct from w.total desc, c.source, c.sha256, c.ordinal),
    v as (
        select w.*, coalesce(sv.candidates, '{}') as candidates, src.sheet_id as source_sheet,
               coalesce(n.grades, 0) as grades, n.grade as printed_grade, coalesce(n.verdicts, 0) as verdicts, n.passed as printed_passed, coalesce(n.changes, 0) as changes, n.change,
               store.grade_of(w.y, w.total, w.iit, w.eit, w.oit) as scale_grade,
               case when w.total is not null then store.passes(w.y, w.total)
                    else (select case when bool_and(p is not null) and (bool_and(p) or not bool_or(p)) then bool_and(p) end from (select store.passes(w.y, x) as p from unnest(sv.candidates) x) q) end as scale_passed
        from w left join surviving sv on sv.a = w.a and sv.y = w.y left join n on n.a = w.a and n.y = w.y left join src on src.a = w.a and src.y = w.y)
    insert into store.standings as old (agency_code, fiscal_year, valid_from, total, total_status, candidates, iit, eit, oit,
        ind01, ind02, ind03, ind04, ind05, ind06, ind07, ind08, ind09, ind10, withheld, grade, passed, change, note, source_sheet, documents)
    select v.a, v.y, p_now, v.total, v.total_status, v.candidates, v.iit, v.eit, v.oit,
           v.ind01, v.ind02, v.ind03, v.ind04, v.ind05, v.ind06, v.ind07, v.ind08, v.ind09, v.ind10, v.withheld,
           case when v.total is null or v.grades > 1 or (v.grades = 1 and v.scale_grade is not null and v.printed_grade <> v.scale_grade) then null
                when v.grades = 1 then v.printed_grade else v.scale_grade end,
           case when v.verdicts > 1 or v.printed_passed <> v.scale_passed then null else coalesce(v.printed_passed, v.scale_passed) end,
           case when v.changes = 1 then v.change end,
           nullif(concat_ws('; ',
               case when v.total_status = 'conflicting' then 'withheld: ' || (select string_agg(store.print_score(x), ' or ' order by x) from unnest(v.candidates) x) end,
               case when v.grades > 1 then 'announcements print several grades' end,
               case when v.grades = 1 and v.printed_grade <> v.scale_grade and v.total is not null then 'printed grade ' || v.printed_grade || ', by scale ' || v.scale_grade end,
               case when v.verdicts > 1 or v.printed_passed <> v.scale_passed then 'printed verdict contradicts the score' end,
               case when v.changes > 1 then 'announcements print several changes' end), ''),
           v.source_sheet, v.documents
    from v order by v.a, v.y
    on conflict (agency_code, fiscal_year, valid_to) do update set valid_from = excluded.valid_from,
        total = excluded.total, total_status = excluded.total_status, candidates = excluded.candidates, iit = excluded.iit, eit = excluded.eit, oit = excluded.oit,
        ind01 = excluded.ind01, ind02 = excluded.ind02, ind03 = excluded.ind03, ind04 = excluded.ind04, ind05 = excluded.ind05,
        ind06 = excluded.ind06, ind07 = excluded.ind07, ind08 = excluded.ind08, ind09 = excluded.ind09, ind10 = excluded.ind10,
        withheld = excluded.withheld, grade = excluded.grade, passed = excluded.passed, change = excluded.change, note = excluded.note,
        source_sheet = excluded.source_sheet, documents = excluded.documents
    where (old.total, old.total_status, old.candidates, old.iit, old.eit, old.oit, old.ind01, old.ind02, old.ind03, old.ind04, old.ind05,
           old.ind06, old.ind07, old.ind08, old.ind09, old.ind10, old.withheld, old.grade, old.passed, old.change, old.note, old.source_sheet, old.documents)
        is distinct from
          (excluded.total, excluded.total_status, excluded.candidates, excluded.iit, excluded.eit, excluded.oit, excluded.ind01, excluded.ind02, excluded.ind03, excluded.ind04, excluded.ind05,
           excluded.ind06, excluded.ind07, excluded.ind08, excluded.ind09, excluded.ind10, excluded.withheld, excluded.grade, excluded.passed, excluded.change, excluded.note, excluded.source_sheet, excluded.documents);
    get diagnostics changed = row_count;
    return changed;
end $$;
