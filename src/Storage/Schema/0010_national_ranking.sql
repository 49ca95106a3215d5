-- A page of the nation is read along the index of scores: lines whose agency is not identified have no rank in the nation, and without them nothing has to
-- be put together before the page is cut. Whether a year's stored ranks hold is asked once for each question, not for each row.

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
           coalesce(k.rank_in_region, live.rank_in_region), coalesce(k.rank_in_region_to, live.rank_in_region_to),
           coalesce(k.rank_in_nation, live.rank_in_nation), coalesce(k.rank_in_nation_to, live.rank_in_nation_to),
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
    left join store.ranks k on k.agency_code = t.agency_code and k.fiscal_year = t.fiscal_year and k.fiscal_year <> all (array(select fiscal_year from store.rank_changes))
    left join store.live_ranks live on live.agency_code = t.agency_code and live.fiscal_year = t.fiscal_year
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

create view ita.national_ranking as
    select t.fiscal_year, coalesce(k.rank_in_nation, live.rank_in_nation) as rank_in_nation, coalesce(k.rank_in_nation_to, live.rank_in_nation_to) as rank_in_nation_to,
           coalesce(k.rank_in_region, live.rank_in_region) as rank_in_region, coalesce(k.rank_in_region_to, live.rank_in_region_to) as rank_in_region_to,
           t.agency_code, a.name as agency, a.type, d.name as district, a.province_code, p.name as province, p.region, t.total * 0.01 as score, t.low * 0.01 as score_low, t.high * 0.01 as score_high,
           t.grade, t.passed, t.total_status as status, t.note, a.type_order, a.sort_key
    from store.standing_ranges t
    join store.agencies a on a.code = t.agency_code
    left join store.provinces p on p.code = a.province_code
    left join store.districts d on d.code = a.district_code
    left join store.ranks k on k.agency_code = t.agency_code and k.fiscal_year = t.fiscal_year and k.fiscal_year <> all (array(select fiscal_year from store.rank_changes))
    left join store.live_ranks live on live.agency_code = t.agency_code and live.fiscal_year = t.fiscal_year;
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
