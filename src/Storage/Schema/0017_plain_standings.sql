-- A total that is missing says why.
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
               case when w.total_status = 'unresolved' then case when exists (select from u where u.code = 'TOTAL') then 'withheld: no reading of the total can be relied on' else 'no document states the total' end end,
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

-- Nearly always one report or one line of an announcement, or one of each with the same total, is all that there is about an agency and year, and nothing
-- in it is doubtful: then the standing is what they say. Anything else is worked out by store.standing_of, which has all rules and is what db check compares with.
create or replace function store.refresh_standings(p_agencies text[], p_years smallint[], p_now timestamptz) returns integer language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set join_collapse_limit = 1 as $$
declare refreshed integer;
begin
    -- New or old, each is locked, so that the next statement sees whatever another writer has just committed about the same agency and year.
    insert into store.subjects select distinct a, y from unnest(p_agencies, p_years) k (a, y) order by a, y
        on conflict (agency_code, fiscal_year) do update set fiscal_year = excluded.fiscal_year where false;
    with said as (
        select k.a, k.y, s.*, r.*, exists (select from store.joint_records j where j.agency_code = k.a and j.fiscal_year = k.y and j.valid_to >= 'infinity') as is_joint,
               n.grade as printed_grade, n.passed as printed_passed, n.change, t.hundredths as announced, t.status as announced_status, coalesce(t.hundredths, r.reported) as total
        from (select distinct a, y from unnest(p_agencies, p_years) k (a, y)) k
        cross join lateral (
            select min(s.sheet_id) filter (where s.source = 'report') as report, max(s.sheet_id) filter (where s.source = 'report') as last_report,
                   min(s.sheet_id) filter (where s.source = 'announcement') as line, max(s.sheet_id) filter (where s.source = 'announcement') as last_line,
                   min(s.document_no) as document, max(s.document_no) as last_document
            from store.sheets s
            join store.documents d on d.document_no = s.document_no and d.superseded_at = 'infinity'
            where s.agency_code = k.a and s.fiscal_year = k.y and s.valid_to = 'infinity') s
        cross join lateral (
            select count(*) as reported_codes, coalesce(bool_and(r.hundredths is not null), true) as is_whole,
                   max(r.hundredths) filter (where r.code = 'TOTAL') as reported, max(r.status) filter (where r.code = 'TOTAL') as reported_status,
                   max(r.hundredths) filter (where r.code = 'IIT') as iit, max(r.hundredths) filter (where r.code = 'EIT') as eit, max(r.hundredths) filter (where r.code = 'OIT') as oit,
                   max(r.hundredths) filter (where r.code = 'IND01') as ind01, max(r.hundredths) filter (where r.code = 'IND02') as ind02, max(r.hundredths) filter (where r.code = 'IND03') as ind03,
                   max(r.hundredths) filter (where r.code = 'IND04') as ind04, max(r.hundredths) filter (where r.code = 'IND05') as ind05, max(r.hundredths) filter (where r.code = 'IND06') as ind06,
                   max(r.hundredths) filter (where r.code = 'IND07') as ind07, max(r.hundredths) filter (where r.code = 'IND08') as ind08, max(r.hundredths) filter (where r.code = 'IND09') as ind09,
                   max(r.hundredths) filter (where r.code = 'IND10') as ind10
            from store.score_records r
            where r.sheet_id = s.report and r.code < 'a') r -- In capitals: all but the items.
        left join store.announcement_rows n on n.sheet_id = s.line
        left join store.score_records t on t.sheet_id = s.line and t.code = 'TOTAL'),
    judged as materialized (
        select s.*, g.scale_grade, p.scale_passed,
               (s.report = s.last_report) is not false and (s.line = s.last_line) is not false and s.reported_codes + (s.line is not null)::integer > 0
               and s.is_whole and not s.is_joint and (s.line is null or s.announced is not null) and (s.announced = s.reported) is not false
               and (s.printed_grade = g.scale_grade) is not false and (s.printed_passed = p.scale_passed) is not false as is_plain
        from said s
        left join lateral (
            select case when b.instruments_from is null or (s.iit is not null and s.eit is not null and s.oit is not null) then b.grade end as scale_grade
            from store.grade_bands b
            where b.fiscal_year = s.y and b.from_hundredths <= s.total
              and (b.instruments_from is null or least(s.iit, s.eit, s.oit) is null or least(s.iit, s.eit, s.oit) >= b.instruments_from)
            order by b.from_hundredths desc, b.instruments_from desc nulls last limit 1) g on true
        left join lateral (
            select b.pass as scale_passed from store.grade_bands b where b.fiscal_year = s.y and b.from_hundredths <= s.total
            order by b.from_hundredths desc, b.instruments_from nulls first limit 1) p on true),
    standing (agency_code, fiscal_year, valid_from, total, total_status, candidates, iit, eit, oit, ind01, ind02, ind03, ind04, ind05, ind06, ind07, ind08, ind09, ind10, withheld, grade, passed, change, note, source_sheet, documents) as (
        select j.a, j.y, p_now, j.total, case when j.announced is not null and j.reported is not null then 'confirmed' else coalesce(j.announced_status, j.reported_status, 'unresolved') end,
               case when j.total is null then '{}' else array[j.total] end, j.iit, j.eit, j.oit, j.ind01, j.ind02, j.ind03, j.ind04, j.ind05, j.ind06, j.ind07, j.ind08, j.ind09, j.ind10, '{}'::text[],
               case when j.total is not null then coalesce(j.printed_grade, j.scale_grade) end, coalesce(j.printed_passed, j.scale_passed), j.change,
               case when j.total is null then 'no document states the total' end,
               case when j.line is not null then j.line when j.reported is not null then j.report end,
               case when j.announced is not null and j.reported is not null and j.document <> j.last_document then 2 else 1 end
        from judged j where j.is_plain
        union all
        select j.a, j.y, p_now, n.* from judged j cross join lateral store.standing_of(j.a, j.y, null) n where not j.is_plain),
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

select store.refresh_standings(array_agg(agency_code), array_agg(fiscal_year), now()) from store.standings where valid_to = 'infinity' and total_status = 'unresolved' having count(*) > 0;


-- What survives is put together where somebody asks for it only.
create or replace view ita.scores as select fiscal_year, agency_code, agency, type, district, province_code, province, region, code, level, score, status, candidates, grade, documents, code_order from (
    select sub.fiscal_year, sub.agency_code, a.name, a.type, d.name, a.province_code, p.name, p.region,
           u.code collate "default", case when u.code = 'TOTAL' then 'total' when u.code in ('IIT', 'EIT', 'OIT') then 'instrument' when u.code like 'IND%' then 'indicator' else 'item' end,
           u.hundredths * 0.01, u.status, (select array_agg(x.value * 0.01 order by x.value) from (select distinct x as value from unnest(u.surviving) x where x is not null) x),
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
                when g.stated then 'conflicting' else 'unresolved' end,
           g.surviving, g.documents
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
                   bool_or(c.hundredths is not null or c.candidates is not null or j.status is not null) as stated,
                   store.concatenate(case when j.status is null then coalesce(c.candidates, array[c.hundredths]) else coalesce(j.candidates, array[j.hundredths]) end) as surviving,
                   count(distinct c.document_no)::integer as documents
            from (
                select r.code, r.hundredths, r.status, r.candidates, s.source, s.document_no, max(r.hundredths) over (partition by r.code) as value
                from store.sheets s
                join store.documents d on d.document_no = s.document_no
                join store.score_records r on r.sheet_id = s.sheet_id
                where s.agency_code = sub.agency_code and s.fiscal_year = sub.fiscal_year
                  and s.valid_to = 'infinity' and d.superseded_at = 'infinity'
            ) c
            left join store.joint_records j on j.agency_code = sub.agency_code and j.fiscal_year = sub.fiscal_year and j.code = c.code
                and j.valid_to = 'infinity'
            group by c.code
        ) g
    ) g) u (code, hundredths, status, surviving, documents)
    join store.agencies a on a.code = sub.agency_code
    left join store.provinces p on p.code = a.province_code
    left join store.districts d on d.code = a.district_code
) v (fiscal_year, agency_code, agency, type, district, province_code, province, region, code, level, score, status, candidates, grade, documents, code_order);
