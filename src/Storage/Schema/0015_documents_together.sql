-- Several documents about one agency and year are reconciled as one sheet: what all their claims together prove, or show to contradict itself, counts
-- instead of what each of them says for itself. Everything else is united as before. A joint record holds as long as the documents it was made of do.

create table store.joint_records (
    agency_code   text not null,
    fiscal_year   smallint not null,
    valid_to      timestamptz not null default 'infinity',
    code          text collate "C" not null,
    valid_from    timestamptz not null,
    hundredths    integer check (hundredths between 0 and 10000),
    status        text not null check (status in ('confirmed', 'repaired', 'derived', 'conflicting')),
    candidates    integer[],
    probabilities real[],
    support       text[],
    proof         text,
    primary key (agency_code, fiscal_year, valid_to, code),
    check (valid_from < valid_to),
    check ((hundredths is null) = (status = 'conflicting') and (hundredths is null) = (proof is null) and (hundredths is null) = (candidates is not null))
);
create trigger refuse_deletion before delete or truncate on store.joint_records for each statement execute function store.refuse_deletion();
create function store.refuse_more_than_closing() returns trigger language plpgsql as $$
begin
    if old.valid_to < 'infinity' or (new.agency_code, new.fiscal_year, new.code, new.valid_from, new.hundredths, new.status, new.candidates, new.probabilities, new.support, new.proof)
        is distinct from (old.agency_code, old.fiscal_year, old.code, old.valid_from, old.hundredths, old.status, old.candidates, old.probabilities, old.support, old.proof) then
        raise insufficient_privilege using message = format('rows of %I are kept as they were written', tg_table_name), hint = 'Close the row by its valid_to and write another.';
    end if;
    return new;
end $$;
create trigger refuse_change before update on store.joint_records for each row execute function store.refuse_more_than_closing();

-- Of the given agencies and years those that several documents are about now. They are locked, in the order of all writers, so that what is read next is
-- what every other writer has committed.
create function store.shared_subjects(p_agencies text[], p_years smallint[]) returns table (agency_code text, fiscal_year smallint) language plpgsql as $$
begin
    insert into store.subjects select distinct a, y from unnest(p_agencies, p_years) k (a, y) order by a, y on conflict do nothing;
    perform 1 from store.subjects s join (select distinct a, y from unnest(p_agencies, p_years) k (a, y)) k on s.agency_code = k.a and s.fiscal_year = k.y
        order by s.agency_code, s.fiscal_year for update of s;
    return query
        select k.a, k.y from (select distinct a, y from unnest(p_agencies, p_years) k (a, y)) k
        where 1 < (select count(distinct s.document_no) from store.sheets s join store.documents d on d.document_no = s.document_no
                   where s.agency_code = k.a and s.fiscal_year = k.y and s.valid_to = 'infinity' and d.superseded_at = 'infinity')
           or exists (select from store.joint_records j where j.agency_code = k.a and j.fiscal_year = k.y and j.valid_to = 'infinity')
        order by k.a, k.y;
end $$;

create or replace function store.evidence_of(p_agency text, p_year smallint, p_code text, p_at timestamptz) returns text
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
    select md5(string_agg(distinct k.said, E'\n' order by k.said)) from (
    select k.said
    from store.sheets s
    join store.documents d on d.document_no = s.document_no
    join store.score_records r on r.sheet_id = s.sheet_id and r.code = p_code
    left join store.observations o on o.sheet_id = s.sheet_id and o.ordinal = any (r.mentions)
    cross join lateral (select concat_ws(' ', d.sha256, r.status, r.hundredths, r.candidates, (
        o.code, o.hundredths, o.unreadable, o.doubt, o.as_printed, o.page, o.line, o.reader, o.place, o.rule, o.label, o.section, o.x0, o.y0, o.x1, o.y1)) as said) k
    where s.agency_code = p_agency and s.fiscal_year = p_year
      and case when p_at is null then s.valid_to = 'infinity' and d.superseded_at = 'infinity'
               else s.valid_from <= p_at and p_at < s.valid_to and p_at < d.superseded_at end
    union all
    select concat_ws(' ', 'together', j.status, j.hundredths, j.candidates)
    from store.joint_records j
    where j.agency_code = p_agency and j.fiscal_year = p_year and j.code = p_code
      and case when p_at is null then j.valid_to = 'infinity' else j.valid_from <= p_at and p_at < j.valid_to end) k
$$;

create or replace function store.united(p_agency text, p_year smallint, p_at timestamptz)
returns table (code text, hundredths integer, status text, candidates integer[], sheets bigint[], documents integer)
language sql stable parallel safe as $$
    select g.code,
           coalesce(g.agreed, g.decided),
           case when g.agreed = g.value and g.published and g.sources > 1 then 'confirmed'
                when g.agreed is not null and g.joint is not null then g.joint
                when g.agreed is not null then (array['confirmed', 'repaired', 'derived', 'printed'])[g.best]
                when g.decided is not null then 'decided'
                when g.surviving is null then 'unresolved' else 'conflicting' end,
           coalesce(g.surviving, '{}'), g.sheets, g.documents
    from (
        select g.*, case when g.joint is not null then g.proved when g.published then g.value end as agreed,
               case when case when g.joint is not null then g.proved is null else g.published is not true end then (select d.hundredths from store.decision_about(p_agency, p_year, g.code, p_at) d) end as decided
        from (
            select c.code,
                   min(c.hundredths) as value,
                   min(c.hundredths) is not null and min(c.hundredths) = max(c.hundredths) and not bool_or(c.status = 'conflicting' and not c.candidates @> array[c.value]) as published,
                   count(distinct c.source) filter (where c.hundredths is not null) as sources,
                   min(case c.status when 'confirmed' then 1 when 'repaired' then 2 when 'derived' then 3 when 'printed' then 4 end) as best,
                   min(j.status) as joint, min(j.hundredths) as proved,
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
            left join store.joint_records j on j.agency_code = p_agency and j.fiscal_year = p_year and j.code = c.code
                and case when p_at is null then j.valid_to = 'infinity' else j.valid_from <= p_at and p_at < j.valid_to end
            left join lateral unnest(case when j.status is null then coalesce(c.candidates, array[c.hundredths]) else coalesce(j.candidates, array[j.hundredths]) end) as x (value) on true
            group by c.code
        ) g
    ) g
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
        select k.a, k.y, s.*, j.status as joint, j.hundredths as proved, j.candidates as joint_candidates,
               case when j.status is null then s.hundredths is null else s.hundredths is distinct from j.hundredths end as elsewhere
        from (select k.*, exists (select from store.joint_records j where j.agency_code = k.a and j.fiscal_year = k.y and j.valid_to >= 'infinity') as is_joint
              from (select distinct a, y from unnest(p_agencies, p_years) k (a, y)) k) k
        left join lateral (
            select s.sheet_id, s.source, s.document_no, s.ordinal, d.sha256, n.grade, n.passed, n.change, r.code, r.code = 'TOTAL' as is_total, r.hundredths, r.status, r.candidates
            from store.sheets s
            join store.documents d on d.document_no = s.document_no and d.superseded_at = 'infinity'
            left join store.announcement_rows n on n.sheet_id = s.sheet_id
            join store.score_records r on r.sheet_id = s.sheet_id and r.code < 'a' -- In capitals: all but the items.
            where s.agency_code = k.a and s.fiscal_year = k.y and s.valid_to = 'infinity'
            offset 0) s on true -- Agency by agency: the offset keeps the planner from reading all sheets at once.
        left join lateral (
            select j.status, j.hundredths, j.candidates from store.joint_records j
            where k.is_joint and j.agency_code = k.a and j.fiscal_year = k.y and j.valid_to >= 'infinity' and j.code = s.code offset 0) j on true),
    g as (
        select c.a, c.y, c.code, min(c.hundredths) as value, max(c.hundredths) as highest, array_agg(c.document_no) as documents,
               min(c.joint) as joint, min(c.proved) as proved,
               array_agg(c.candidates::text) filter (where c.status = 'conflicting' and c.candidates is not null) as torn_between,
               -- Of the total only.
               bool_or(c.hundredths is not null or c.candidates is not null or c.joint is not null) filter (where c.is_total) as stated,
               min(c.source) filter (where c.is_total and c.hundredths is not null) <> max(c.source) filter (where c.is_total and c.hundredths is not null) as by_both,
               min(case c.status when 'confirmed' then 1 when 'repaired' then 2 when 'derived' then 3 when 'printed' then 4 end) filter (where c.is_total) as best,
               store.concatenate(coalesce(c.joint_candidates, case when c.joint is not null then array[c.proved] end, c.candidates, array[c.hundredths])) filter (where c.is_total) as surviving,
               -- The sheet that the total stands in, or that it is withheld from: the least by whether it has the value, kind of document, document, place.
               min(array[c.elsewhere::text, c.source, c.sha256, lpad(c.ordinal::text, 9, '0'), c.sheet_id::text]) filter (where c.is_total) as published_in,
               min(array[(c.hundredths is not null)::text, c.source, c.sha256, lpad(c.ordinal::text, 9, '0'), c.sheet_id::text]) filter (where c.is_total) as withheld_in,
               min(c.grade) filter (where c.is_total) as grade, max(c.grade) filter (where c.is_total) as other_grade,
               bool_and(c.passed) filter (where c.is_total) as passed, bool_or(c.passed) filter (where c.is_total) as passed_by_one,
               min(c.change) filter (where c.is_total) as change, max(c.change) filter (where c.is_total) as other_change
        from c group by c.a, c.y, c.code),
    u as (
        select g.*, case when g.agreed then coalesce(g.proved, g.value) else (select d.hundredths from store.decision_about(g.a, g.y, g.code, null) d) end as hundredths
        from (select g.*, case when g.joint is not null then g.proved is not null else g.alike end as agreed
              from (select g.*, g.value = g.highest and (g.torn_between is null or (select bool_and(x::integer[] @> array[g.value]) from unnest(g.torn_between) x)) as alike from g) g) g offset 0),
    w as (
        select u.a, u.y, max(u.hundredths) filter (where u.code = 'TOTAL') as total,
               coalesce(max(case when u.agreed and u.alike and u.by_both and u.hundredths = u.value then 'confirmed' when u.agreed and u.joint is not null then u.joint when u.agreed then (array['confirmed', 'repaired', 'derived', 'printed'])[u.best]
                                 when u.hundredths is not null then 'decided' when u.stated then 'conflicting' else 'unresolved' end) filter (where u.code = 'TOTAL'), 'unresolved') as total_status,
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
                      from unnest(case when w.total_status = 'decided' then array[w.total] else w.candidates end) x offset 0) p) as scale_passed
        from w),
    standing (agency_code, fiscal_year, valid_from, total, total_status, candidates, iit, eit, oit, ind01, ind02, ind03, ind04, ind05, ind06, ind07, ind08, ind09, ind10, withheld, grade, passed, change, note, source_sheet, documents) as (
    select v.a, v.y, p_now, v.total, v.total_status, v.candidates, v.iit, v.eit, v.oit,
           v.ind01, v.ind02, v.ind03, v.ind04, v.ind05, v.ind06, v.ind07, v.ind08, v.ind09, v.ind10, v.withheld,
           case when v.total is not null and not v.grades_differ and (v.printed_grade = v.scale_grade) is not false then coalesce(v.printed_grade, v.scale_grade) end,
           case when not v.verdicts_differ and (v.printed_passed = v.scale_passed) is not false then coalesce(v.printed_passed, v.scale_passed) end,
           case when not v.changes_differ then v.change end,
           nullif(concat_ws('; ',
               case when v.total_status = 'decided' then (select 'decided by ' || d.decided_by || coalesce(', possible ' || (select string_agg(store.print_score(x), ' or ' order by x) from unnest(v.candidates) x), '') || ': ' || d.reason from store.decision_about(v.a, v.y, 'TOTAL', null) d) end,
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
           coalesce(g.agreed, g.decided),
           case when g.agreed = g.value and g.published and g.sources > 1 then 'confirmed'
                when g.agreed is not null and g.joint is not null then g.joint
                when g.agreed is not null then (array['confirmed', 'repaired', 'derived', 'printed'])[g.best]
                when g.decided is not null then 'decided'
                when g.surviving is null then 'unresolved' else 'conflicting' end,
           coalesce(g.surviving, '{}'), g.sheets, g.documents
    from (
        select g.*, case when g.joint is not null then g.proved when g.published then g.value end as agreed,
               case when case when g.joint is not null then g.proved is null else g.published is not true end then (select d.hundredths from store.decision_about(sub.agency_code, sub.fiscal_year, g.code, null) d) end as decided
        from (
            select c.code,
                   min(c.hundredths) as value,
                   min(c.hundredths) is not null and min(c.hundredths) = max(c.hundredths) and not bool_or(c.status = 'conflicting' and not c.candidates @> array[c.value]) as published,
                   count(distinct c.source) filter (where c.hundredths is not null) as sources,
                   min(case c.status when 'confirmed' then 1 when 'repaired' then 2 when 'derived' then 3 when 'printed' then 4 end) as best,
                   min(j.status) as joint, min(j.hundredths) as proved,
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
            left join store.joint_records j on j.agency_code = sub.agency_code and j.fiscal_year = sub.fiscal_year and j.code = c.code
                and j.valid_to = 'infinity'
            left join lateral unnest(case when j.status is null then coalesce(c.candidates, array[c.hundredths]) else coalesce(j.candidates, array[j.hundredths]) end) as x (value) on true
            group by c.code
        ) g
    ) g) u (code, hundredths, status, candidates, sheets, documents)
    join store.agencies a on a.code = sub.agency_code
    left join store.provinces p on p.code = a.province_code
    left join store.districts d on d.code = a.district_code
) v (fiscal_year, agency_code, agency, type, district, province_code, province, region, code, level, score, status, candidates, grade, documents, code_order);

-- What all documents prove together stands beside what each of them says.
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
    union all
    select j.fiscal_year, j.agency_code, a.name, j.code collate "default", j.hundredths * 0.01, j.status, j.support, j.proof, 'together',
           null, null, null, false, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, store.code_order(j.code), null
    from store.joint_records j
    join store.agencies a on a.code = j.agency_code
    where j.valid_to = 'infinity'
    union all
    select w.fiscal_year, w.agency_code, a.name, w.code, d.hundredths * 0.01, 'decided', array['decided by ' || d.decided_by || ' on ' || to_char(d.decided_at at time zone 'UTC', 'YYYY-MM-DD')], d.reason, 'decision',
           null, null, null, false, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, store.code_order(w.code), null
    from (select distinct agency_code, fiscal_year, code from store.reviews) w
    cross join lateral store.decision_about(w.agency_code, w.fiscal_year, w.code, null) d
    join store.agencies a on a.code = w.agency_code
) v (fiscal_year, agency_code, agency, code, score, status, support, proof, source, document, document_sha256, origin, superseded, page, line, x0, y0, x1, y1, as_printed, read_as, unreadable, label, place, reader, confidence, rule, doubt, code_order, mention);

create or replace function ita.evidence_at(p_at timestamptz)
returns table (fiscal_year smallint, agency_code text, agency text, code text, score numeric, status text, support text[], proof text, source text, document text, document_sha256 text, origin text, superseded boolean, page integer, line integer, x0 real, y0 real, x1 real, y1 real, as_printed text, read_as numeric, unreadable text, label text, place text, reader text, confidence real, rule text, doubt text, code_order integer, mention integer)
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
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
    union all
    select j.fiscal_year, j.agency_code, a.name, j.code collate "default", j.hundredths * 0.01, j.status, j.support, j.proof, 'together',
           null, null, null, false, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, store.code_order(j.code), null
    from store.joint_records j
    join store.agencies a on a.code = j.agency_code
    where case when p_at is null then j.valid_to = 'infinity' else j.valid_from <= p_at and p_at < j.valid_to end
    union all
    select w.fiscal_year, w.agency_code, a.name, w.code, d.hundredths * 0.01, 'decided', array['decided by ' || d.decided_by || ' on ' || to_char(d.decided_at at time zone 'UTC', 'YYYY-MM-DD')], d.reason, 'decision',
           null, null, null, false, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, store.code_order(w.code), null
    from (select distinct agency_code, fiscal_year, code from store.reviews) w
    cross join lateral store.decision_about(w.agency_code, w.fiscal_year, w.code, p_at) d
    join store.agencies a on a.code = w.agency_code
$$;

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
          and not exists (select from store.joint_records j where j.agency_code = s.agency_code and j.fiscal_year = s.fiscal_year and j.valid_to = 'infinity' and j.code = r.code and j.hundredths is not null)
        union
        select j.agency_code, j.fiscal_year, j.code from store.joint_records j where j.valid_to = 'infinity' and j.status = 'conflicting'
        union
        -- Documents that are sure of different values.
        select t.agency_code, t.fiscal_year, w.code from store.standings t cross join lateral unnest(t.withheld) w (code) where t.valid_to = 'infinity' and t.withheld <> '{}'
        union
        select agency_code, fiscal_year, code from store.reviews
    ), seen as (
        select q.agency_code, q.fiscal_year, q.code,
               array_agg(distinct x.value order by x.value) filter (where x.value is not null) as candidates,
               array_agg(distinct o.as_printed order by o.as_printed) filter (where o.as_printed is not null) as printed,
               array_agg(distinct d.sha256 order by d.sha256) as documents,
               store.evidence_of(q.agency_code, q.fiscal_year, q.code, null) as evidence
        from doubtful q
        join store.sheets s on s.agency_code = q.agency_code and s.fiscal_year = q.fiscal_year and s.valid_to = 'infinity'
        join store.documents d on d.document_no = s.document_no and d.superseded_at = 'infinity'
        join store.score_records r on r.sheet_id = s.sheet_id and r.code = q.code
        left join store.observations o on o.sheet_id = s.sheet_id and o.ordinal = any (r.mentions)
        left join store.joint_records j on j.agency_code = q.agency_code and j.fiscal_year = q.fiscal_year and j.valid_to = 'infinity' and j.code = q.code
        left join lateral unnest(coalesce(j.candidates, case when j.status is not null then array[j.hundredths] end, r.candidates, array[r.hundredths])) as x (value) on true
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

comment on column ita.evidence.source is 'report, announcement, together (all documents about the agency and year as one sheet), or decision of a person | ประเภทแหล่ง: report รายงานของหน่วยงาน, announcement ประกาศ, together ทุกเอกสารรวมกันเป็นตารางเดียว, decision คำตัดสินของผู้ตรวจสอบ';
