-- What a person has decided counts: a score that the documents leave open has the accepted value, with the status decided and the decision as its
-- evidence, for as long as everything that the decision was about is as it was. A decision never overrides what the documents agree on.

alter table store.standings drop constraint standings_total_status_check, drop constraint standings_check;
alter table store.standings add constraint standings_total_status_check check (total_status in ('printed', 'confirmed', 'repaired', 'derived', 'decided', 'conflicting', 'unresolved')),
    add constraint standings_check check ((total is not null) = (total_status in ('printed', 'confirmed', 'repaired', 'derived', 'decided')));

-- A fingerprint of every claim about one score and of what survives, now (p_at null) or then: the same documents read again give the same.
-- With their owner's rights, as the views that ask them.
create function store.evidence_of(p_agency text, p_year smallint, p_code text, p_at timestamptz) returns text
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
    select md5(string_agg(distinct k.said, E'\n' order by k.said))
    from store.sheets s
    join store.documents d on d.document_no = s.document_no
    join store.score_records r on r.sheet_id = s.sheet_id and r.code = p_code
    left join store.observations o on o.sheet_id = s.sheet_id and o.ordinal = any (r.mentions)
    cross join lateral (select concat_ws(' ', d.sha256, r.status, r.hundredths, r.candidates, (
        o.code, o.hundredths, o.unreadable, o.doubt, o.as_printed, o.page, o.line, o.reader, o.place, o.rule, o.label, o.section, o.x0, o.y0, o.x1, o.y1)) as said) k
    where s.agency_code = p_agency and s.fiscal_year = p_year
      and case when p_at is null then s.valid_to = 'infinity' and d.superseded_at = 'infinity'
               else s.valid_from <= p_at and p_at < s.valid_to and p_at < d.superseded_at end
$$;

-- The line that holds about one score: the last one, if it accepts a value and its evidence is the evidence of that time.
create function store.decision_about(p_agency text, p_year smallint, p_code text, p_at timestamptz)
returns table (hundredths integer, reason text, decided_by text, decided_at timestamptz)
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
    select l.hundredths, l.reason, l.decided_by, l.decided_at
    from (select * from store.reviews w where w.agency_code = p_agency and w.fiscal_year = p_year and w.code = p_code and (p_at is null or w.decided_at <= p_at)
          order by w.review_id desc limit 1) l
    where l.decision = 'accept' and l.evidence = store.evidence_of(p_agency, p_year, p_code, p_at)
$$;

create or replace function store.united(p_agency text, p_year smallint, p_at timestamptz)
returns table (code text, hundredths integer, status text, candidates integer[], sheets bigint[], documents integer)
language sql stable parallel safe as $$
    select g.code,
           coalesce(g.agreed, g.decided),
           case when g.agreed is not null and g.sources > 1 then 'confirmed'
                when g.agreed is not null then (array['confirmed', 'repaired', 'derived', 'printed'])[g.best]
                when g.decided is not null then 'decided'
                when g.surviving is null then 'unresolved' else 'conflicting' end,
           coalesce(g.surviving, '{}'), g.sheets, g.documents
    from (
        select g.*, case when g.published then g.value end as agreed,
               case when g.published is not true then (select d.hundredths from store.decision_about(p_agency, p_year, g.code, p_at) d) end as decided
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
               case when w.total_status = 'decided' then (select 'decided by ' || d.decided_by || coalesce(', possible ' || (select string_agg(store.print_score(x), ' or ' order by x) from unnest(w.candidates) x), '') || ': ' || d.reason from store.decision_about(p_agency, p_year, 'TOTAL', p_at) d) end,
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
                            then bool_and(store.passes(p_year, x)) end from unnest(case when w.total_status = 'decided' then array[w.total] else w.candidates end) x) as passed
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
        select g.*, case when g.agreed then g.value else (select d.hundredths from store.decision_about(g.a, g.y, g.code, null) d) end as hundredths
        from (select g.*, g.value = g.highest and (g.torn_between is null or (select bool_and(x::integer[] @> array[g.value]) from unnest(g.torn_between) x)) as agreed from g) g offset 0),
    w as (
        select u.a, u.y, max(u.hundredths) filter (where u.code = 'TOTAL') as total,
               coalesce(max(case when u.agreed and u.by_both then 'confirmed' when u.agreed then (array['confirmed', 'repaired', 'derived', 'printed'])[u.best]
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
           case when g.agreed is not null and g.sources > 1 then 'confirmed'
                when g.agreed is not null then (array['confirmed', 'repaired', 'derived', 'printed'])[g.best]
                when g.decided is not null then 'decided'
                when g.surviving is null then 'unresolved' else 'conflicting' end,
           coalesce(g.surviving, '{}'), g.sheets, g.documents
    from (
        select g.*, case when g.published then g.value end as agreed,
               case when g.published is not true then (select d.hundredths from store.decision_about(sub.agency_code, sub.fiscal_year, g.code, null) d) end as decided
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
        ) g
    ) g) u (code, hundredths, status, candidates, sheets, documents)
    join store.agencies a on a.code = sub.agency_code
    left join store.provinces p on p.code = a.province_code
    left join store.districts d on d.code = a.district_code
) v (fiscal_year, agency_code, agency, type, district, province_code, province, region, code, level, score, status, candidates, grade, documents, code_order);

-- Where a value rests on a person, the evidence says who and why beside what the documents say.
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
        left join lateral unnest(coalesce(r.candidates, array[r.hundredths])) as x (value) on true
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

comment on column ita.ranking.status is 'What the evidence says: printed, confirmed, repaired, derived publish a value, decided publishes what a person has decided; conflicting and unresolved withhold it | สถานะหลักฐาน: printed, confirmed, repaired, derived เผยแพร่ค่า decided เผยแพร่ค่าที่ผู้ตรวจสอบตัดสิน ส่วน conflicting และ unresolved ไม่เผยแพร่ค่า';
comment on column ita.scores.status is 'What the evidence says: printed, confirmed, repaired, derived publish a value, decided publishes what a person has decided; conflicting and unresolved withhold it | สถานะหลักฐาน: printed, confirmed, repaired, derived เผยแพร่ค่า decided เผยแพร่ค่าที่ผู้ตรวจสอบตัดสิน ส่วน conflicting และ unresolved ไม่เผยแพร่ค่า';
comment on column ita.sheets.status is 'What the evidence says: printed, confirmed, repaired, derived publish a value, decided publishes what a person has decided; conflicting and unresolved withhold it | สถานะหลักฐาน: printed, confirmed, repaired, derived เผยแพร่ค่า decided เผยแพร่ค่าที่ผู้ตรวจสอบตัดสิน ส่วน conflicting และ unresolved ไม่เผยแพร่ค่า';
comment on column ita.evidence.status is 'What the evidence says: printed, confirmed, repaired, derived publish a value, decided publishes what a person has decided; conflicting and unresolved withhold it | สถานะหลักฐาน: printed, confirmed, repaired, derived เผยแพร่ค่า decided เผยแพร่ค่าที่ผู้ตรวจสอบตัดสิน ส่วน conflicting และ unresolved ไม่เผยแพร่ค่า';
comment on column ita.national_ranking.status is 'What the evidence says: printed, confirmed, repaired, derived publish a value, decided publishes what a person has decided; conflicting and unresolved withhold it | สถานะหลักฐาน: printed, confirmed, repaired, derived เผยแพร่ค่า decided เผยแพร่ค่าที่ผู้ตรวจสอบตัดสิน ส่วน conflicting และ unresolved ไม่เผยแพร่ค่า';
comment on column ita.evidence.source is 'report, announcement, or decision of a person | ประเภทแหล่ง: report รายงานของหน่วยงาน, announcement ประกาศ, decision คำตัดสินของผู้ตรวจสอบ';

-- Decisions that were signed before count from now on.
select store.refresh_standings(array_agg(agency_code), array_agg(fiscal_year), now()), store.note_rank_changes(array_agg(fiscal_year))
    from (select distinct agency_code, fiscal_year from store.reviews) w having count(*) > 0;
select store.refresh_ranks();
