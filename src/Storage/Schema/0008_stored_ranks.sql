-- Ranks in region and nation are stored, so that a page of the nation is read by an index. A writer notes the year that it changes, in its own
-- transaction and without waiting for anybody; the end of a run works the noted years out again. Until then readers get the ranks of such a year worked
-- out as they ask: a rank is never older than the scores beside it. Ranks in a province are always worked out as they are asked for.

create table store.ranks (
    agency_code       text not null,
    fiscal_year       smallint not null,
    rank_in_region    integer,
    rank_in_region_to integer,
    rank_in_nation    integer not null,
    rank_in_nation_to integer not null,
    primary key (fiscal_year, agency_code),
    foreign key (agency_code, fiscal_year) references store.subjects
) with (fillfactor = 50); -- A new score moves everybody below it: rows are changed in place.

-- Years whose stored ranks are out of date: a row for each change, so that writers never wait for each other.
create table store.rank_changes (
    change_id   bigint generated always as identity primary key,
    fiscal_year smallint not null
);
create index rank_changes_by_year on store.rank_changes (fiscal_year);

drop index store.standings_by_total;
create index standings_by_score on store.standings (fiscal_year, (total * 0.01) desc) where valid_to = 'infinity';

-- Current standings with the lowest and highest total that survives.
create view store.standing_ranges as
    select t.*, coalesce(t.total, t.candidates[1]) as low, coalesce(t.total, t.candidates[array_upper(t.candidates, 1)]) as high
    from store.standings t where t.documents > 0 and t.valid_to = 'infinity';

-- Who takes part in a ranking now, and between which totals; the rules are those of ita.contenders_at.
create view store.contenders as
    select t.fiscal_year, a.province_code, p.region, coalesce(t.low, 0) as low, coalesce(t.high, 10000) as high, case when t.low is null then 0 else 1 end as is_sure
    from store.standing_ranges t left join store.agencies a on a.code = t.agency_code left join store.provinces p on p.code = a.province_code
    union all
    select s.fiscal_year, s.province_code, p.region, 0, coalesce(r.hundredths, 10000), 0
    from store.sheets s
    join store.documents d on d.document_no = s.document_no
    join store.score_records r on r.sheet_id = s.sheet_id and r.code = 'TOTAL'
    left join store.provinces p on p.code = s.province_code
    where s.agency_code is null and s.fiscal_year is not null and s.source = 'announcement'
      and s.valid_to = 'infinity' and r.valid_to = 'infinity' and d.superseded_at = 'infinity';

-- For each total that occurs in a province: how many surely have more, and how many may.
create view store.provincial_places as
    select fiscal_year, province_code, v,
           sum(sum(lows)) over (partition by fiscal_year, province_code order by v desc) - sum(lows) as lows_above,
           sum(sum(highs)) over (partition by fiscal_year, province_code order by v desc) - sum(highs) as highs_above
    from store.contenders e cross join lateral (values (e.low, e.is_sure, 0), (e.high, 0, 1)) x (v, lows, highs)
    group by fiscal_year, province_code, v;

-- The ranks of one year as they are this moment.
create function store.ranks_of(p_year smallint)
returns table (agency_code text, rank_in_region integer, rank_in_region_to integer, rank_in_nation integer, rank_in_nation_to integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    with x as materialized (
        select e.region, x.v, x.lows, x.highs
        from store.contenders e cross join lateral (values (e.low, e.is_sure, 0), (e.high, 0, 1)) x (v, lows, highs)
        where e.fiscal_year = p_year),
    region as materialized (
        select region, v, sum(sum(lows)) over (partition by region order by v desc) - sum(lows) as lows_above, sum(sum(highs)) over (partition by region order by v desc) - sum(highs) as highs_above
        from x group by region, v),
    nation as materialized (
        select v, sum(sum(lows)) over (order by v desc) - sum(lows) as lows_above, sum(sum(highs)) over (order by v desc) - sum(highs) as highs_above
        from x group by v)
    select t.agency_code, (re_best.lows_above + 1)::integer, (re_worst.highs_above + 1 - (t.high > t.low)::integer)::integer,
           (na_best.lows_above + 1)::integer, (na_worst.highs_above + 1 - (t.high > t.low)::integer)::integer
    from store.standing_ranges t
    join store.agencies a on a.code = t.agency_code
    left join store.provinces p on p.code = a.province_code
    left join region re_best on re_best.region = p.region and re_best.v = t.high
    left join region re_worst on re_worst.region = p.region and re_worst.v = t.low
    join nation na_best on na_best.v = t.high
    join nation na_worst on na_worst.v = t.low
    where t.fiscal_year = p_year and t.low is not null
$$;

-- Ranks of years that change at the moment, in a map that a question works out once, at the first row that needs it: nothing has to be joined where
-- nothing changes, and no guess about the number of such years can spoil the plan of a page.
create view store.live_ranks as
    select jsonb_object_agg(r.fiscal_year || ' ' || r.agency_code, jsonb_build_array(r.rank_in_region, r.rank_in_region_to, r.rank_in_nation, r.rank_in_nation_to)) as ranks
    from (select c.fiscal_year, r.* from (select distinct fiscal_year from store.rank_changes) c cross join lateral store.ranks_of(c.fiscal_year) r) r;

-- Writers call this in the transaction that changes something about these years. With its owner's rights, as the next one.
create function store.note_rank_changes(p_years smallint[]) returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
    insert into store.rank_changes (fiscal_year) select distinct y from unnest(p_years) y
$$;

-- Works out the years that are out of date. What is noted meanwhile is not seen by the statement that removes the notes, and stays.
create function store.refresh_ranks() returns integer language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare y smallint; years integer := 0;
begin
    for y in select distinct c.fiscal_year from store.rank_changes c order by 1 loop
        perform pg_advisory_xact_lock(4954, y);
        with seen as (delete from store.rank_changes c where c.fiscal_year = y),
        now as materialized (select * from store.ranks_of(y)),
        gone as (delete from store.ranks r where r.fiscal_year = y and not exists (select from now where now.agency_code = r.agency_code))
        insert into store.ranks as old (agency_code, fiscal_year, rank_in_region, rank_in_region_to, rank_in_nation, rank_in_nation_to)
        select now.agency_code, y, now.rank_in_region, now.rank_in_region_to, now.rank_in_nation, now.rank_in_nation_to from now order by 1
        on conflict (fiscal_year, agency_code) do update set rank_in_region = excluded.rank_in_region, rank_in_region_to = excluded.rank_in_region_to,
            rank_in_nation = excluded.rank_in_nation, rank_in_nation_to = excluded.rank_in_nation_to
        where (old.rank_in_region, old.rank_in_region_to, old.rank_in_nation, old.rank_in_nation_to)
            is distinct from (excluded.rank_in_region, excluded.rank_in_region_to, excluded.rank_in_nation, excluded.rank_in_nation_to);
        years := years + 1;
    end loop;
    return years;
end $$;

insert into store.rank_changes (fiscal_year) select distinct fiscal_year from store.subjects;
select store.refresh_ranks();

-- Whether a year's stored ranks hold is asked once for each question, not for each row; coalesce keeps the planner from believing that the comparison
-- leaves one row in a thousand.
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
      and s.valid_to = 'infinity' and r.valid_to = 'infinity' and doc.superseded_at = 'infinity'
) v (fiscal_year, province_code, province, region, rank, rank_to, agency_code, agency, type, district, score, grade, change, last_year_score, passed, status, document, page, note, score_low, score_high, last_year_rank, rank_change, rank_in_region, rank_in_region_to, rank_in_nation, rank_in_nation_to, document_sha256, type_order, sort_key);

-- A page of the nation is read along the index of scores: lines whose agency is not identified have no rank in the nation, and without them nothing has to
-- be put together before the page is cut.
create view ita.national_ranking as
    select t.fiscal_year, coalesce(k.rank_in_nation, ((select ranks from store.live_ranks) -> (t.fiscal_year || ' ' || t.agency_code) -> 2)::integer) as rank_in_nation, coalesce(k.rank_in_nation_to, ((select ranks from store.live_ranks) -> (t.fiscal_year || ' ' || t.agency_code) -> 3)::integer) as rank_in_nation_to,
           coalesce(k.rank_in_region, ((select ranks from store.live_ranks) -> (t.fiscal_year || ' ' || t.agency_code) -> 0)::integer) as rank_in_region, coalesce(k.rank_in_region_to, ((select ranks from store.live_ranks) -> (t.fiscal_year || ' ' || t.agency_code) -> 1)::integer) as rank_in_region_to,
           t.agency_code, a.name as agency, a.type, d.name as district, a.province_code, p.name as province, p.region, t.total * 0.01 as score, t.low * 0.01 as score_low, t.high * 0.01 as score_high,
           t.grade, t.passed, t.total_status as status, t.note, a.type_order, a.sort_key
    from store.standing_ranges t
    join store.agencies a on a.code = t.agency_code
    left join store.provinces p on p.code = a.province_code
    left join store.districts d on d.code = a.district_code
    left join store.ranks k on k.agency_code = t.agency_code and k.fiscal_year = t.fiscal_year and coalesce(k.fiscal_year <> all (array(select fiscal_year from store.rank_changes)), true);
comment on view ita.national_ranking is 'Agencies of the whole nation by total score. Order by score for pages of it; announcement lines whose agency is not identified are in the view ranking. | อันดับหน่วยงานทั้งประเทศตามคะแนนรวม';
comment on column ita.national_ranking.fiscal_year is 'Fiscal year of the results, Buddhist Era (2564 = October 2020 to September 2021) | ปีงบประมาณของผลการประเมิน (พ.ศ.)';
comment on column ita.national_ranking.rank_in_nation is 'Rank in the nation, best possible | อันดับในประเทศ ดีที่สุดที่เป็นไปได้';
comment on column ita.national_ranking.rank_in_nation_to is 'Rank in the nation, worst possible | อันดับในประเทศ แย่ที่สุดที่เป็นไปได้';
comment on column ita.national_ranking.rank_in_region is 'Rank in the region, best possible | อันดับในภาค ดีที่สุดที่เป็นไปได้';
comment on column ita.national_ranking.rank_in_region_to is 'Rank in the region, worst possible | อันดับในภาค แย่ที่สุดที่เป็นไปได้';
comment on column ita.national_ranking.agency_code is 'Code of the agency (Department of Local Administration, or ours where it begins with a letter) | รหัสหน่วยงาน (รหัสของกรมส่งเสริมการปกครองท้องถิ่น หรือรหัสของระบบนี้หากขึ้นต้นด้วยตัวอักษร)';
comment on column ita.national_ranking.agency is 'Official full name | ชื่อเต็มของหน่วยงาน';
comment on column ita.national_ranking.type is 'Kind: SPECIAL, PAO, TN, TM, TT, TAO, OTHER | ประเภท: SPECIAL รูปแบบพิเศษ, PAO อบจ., TN เทศบาลนคร, TM เทศบาลเมือง, TT เทศบาลตำบล, TAO อบต., OTHER อื่น ๆ';
comment on column ita.national_ranking.district is 'District; empty for agencies of a whole province or of none | อำเภอ ว่างหากหน่วยงานดูแลทั้งจังหวัดหรือไม่สังกัดอำเภอ';
comment on column ita.national_ranking.province_code is 'Official two-digit code of the province | รหัสจังหวัดสองหลัก';
comment on column ita.national_ranking.province is 'Province | จังหวัด';
comment on column ita.national_ranking.region is 'Region of the country | ภาค';
comment on column ita.national_ranking.score is 'Total score, 0.00 to 100.00; empty where withheld | คะแนนรวม 0.00 ถึง 100.00 ว่างหากไม่เผยแพร่';
comment on column ita.national_ranking.score_low is 'Lowest value that survives | ค่าต่ำสุดที่เป็นไปได้';
comment on column ita.national_ranking.score_high is 'Highest value that survives | ค่าสูงสุดที่เป็นไปได้';
comment on column ita.national_ranking.grade is 'Grade as printed, or by the year''s scale where it needs no more than is known | ระดับผลการประเมินตามที่พิมพ์ หรือตามเกณฑ์ของปีนั้น';
comment on column ita.national_ranking.passed is 'Whether the agency passed (85.00 and above); empty where printed verdict and score contradict | ผ่านเกณฑ์หรือไม่ (85.00 ขึ้นไป) ว่างหากขัดแย้งกัน';
comment on column ita.national_ranking.status is 'What the evidence says: printed, confirmed, repaired, derived publish a value; conflicting and unresolved withhold it | สถานะหลักฐาน: printed, confirmed, repaired, derived เผยแพร่ค่า ส่วน conflicting และ unresolved ไม่เผยแพร่ค่า';
comment on column ita.national_ranking.note is 'Why something is withheld, and the values that survive | เหตุผลที่ไม่เผยแพร่ค่า และค่าที่ยังเป็นไปได้';
comment on column ita.national_ranking.type_order is 'Place of the kind in announcements'' order | ลำดับประเภทตามประกาศ';
comment on column ita.national_ranking.sort_key is 'Thai dictionary order of the name under byte order | กุญแจเรียงชื่อตามพจนานุกรม';
