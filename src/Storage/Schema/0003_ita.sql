-- Made for people: views in words of the field, scores as decimals. Every view has a twin NAME_at(timestamp) that shows how it stood then.
create schema ita;
comment on schema ita is 'ITA results for analysts: stable views over the stored documents. | ผลการประเมิน ITA สำหรับผู้วิเคราะห์';

-- Standings now (p_at null) or as they stood, with the lowest and highest total that survives.
create function ita.standings_at(p_at timestamptz)
returns table (agency_code text, fiscal_year smallint, total integer, total_status text, low integer, high integer, iit integer, eit integer, oit integer,
    ind01 integer, ind02 integer, ind03 integer, ind04 integer, ind05 integer, ind06 integer, ind07 integer, ind08 integer, ind09 integer, ind10 integer,
    withheld text[], grade text, passed boolean, change integer, note text, source_sheet bigint, documents integer)
language sql stable parallel safe as $$
    select t.agency_code, t.fiscal_year, t.total, t.total_status, coalesce(t.total, t.candidates[1]), coalesce(t.total, t.candidates[array_upper(t.candidates, 1)]), t.iit, t.eit, t.oit,
           t.ind01, t.ind02, t.ind03, t.ind04, t.ind05, t.ind06, t.ind07, t.ind08, t.ind09, t.ind10,
           t.withheld, t.grade, t.passed, t.change, t.note, t.source_sheet, t.documents
    from store.standings t
    where t.documents > 0 and case when p_at is null then t.valid_to = 'infinity' else t.valid_from <= p_at and p_at < t.valid_to end
$$;
comment on function ita.standings_at is 'What all documents together came to at that time, in whole hundredths. | ผลรวมจากเอกสารทั้งหมด ณ เวลานั้น หน่วยเป็นหนึ่งในร้อย';

-- Who takes part in a ranking, and between which totals. What is not sure (no readable total, or a line whose agency is not identified and may be
-- one that is listed already) can only push others down: it counts for the worst rank of others and not for their best.
create function ita.contenders_at(p_at timestamptz)
returns table (fiscal_year smallint, province_code text, region text, low integer, high integer, is_sure integer)
language sql stable parallel safe as $$
    select t.fiscal_year, a.province_code, p.region, coalesce(t.low, 0), coalesce(t.high, 10000), case when t.low is null then 0 else 1 end
    from ita.standings_at(p_at) t join store.agencies a on a.code = t.agency_code left join store.provinces p on p.code = a.province_code
    union all
    select s.fiscal_year, s.province_code, p.region, 0, coalesce(r.hundredths, 10000), 0
    from store.sheets s
    join store.documents doc on doc.document_no = s.document_no
    join store.score_records r on r.sheet_id = s.sheet_id and r.code = 'TOTAL'
    left join store.provinces p on p.code = s.province_code
    where s.agency_code is null and s.fiscal_year is not null and s.source = 'announcement'
      and case when p_at is null then s.valid_to = 'infinity' and r.valid_to = 'infinity' and doc.superseded_at = 'infinity'
               else s.valid_from <= p_at and p_at < s.valid_to and r.valid_from <= p_at and p_at < r.valid_to and p_at < doc.superseded_at end
$$;
comment on function ita.contenders_at is 'Takers of part in rankings with the range of their total. | ผู้เข้าร่วมการจัดอันดับและช่วงคะแนน';

create view ita.agencies as
    select a.code as agency_code, a.name as agency, a.short_name, a.type, d.name as district, a.district_code, a.province_code, p.name as province, p.name_en as province_en, p.region,
           a.registered, a.type_order, a.sort_key
    from store.agencies a left join store.provinces p on p.code = a.province_code left join store.districts d on d.code = a.district_code;
comment on view ita.agencies is 'The registry of agencies, and agencies that only documents name. | ทะเบียนหน่วยงาน';
comment on column ita.agencies.agency_code is 'Code of the agency (Department of Local Administration, or ours where it begins with a letter) | รหัสหน่วยงาน (รหัสของกรมส่งเสริมการปกครองท้องถิ่น หรือรหัสของระบบนี้หากขึ้นต้นด้วยตัวอักษร)';
comment on column ita.agencies.agency is 'Official full name | ชื่อเต็มของหน่วยงาน';
comment on column ita.agencies.type is 'Kind: SPECIAL, PAO, TN, TM, TT, TAO, OTHER | ประเภท: SPECIAL รูปแบบพิเศษ, PAO อบจ., TN เทศบาลนคร, TM เทศบาลเมือง, TT เทศบาลตำบล, TAO อบต., OTHER อื่น ๆ';
comment on column ita.agencies.district is 'District; empty for agencies of a whole province or of none | อำเภอ ว่างหากหน่วยงานดูแลทั้งจังหวัดหรือไม่สังกัดอำเภอ';
comment on column ita.agencies.province_code is 'Official two-digit code of the province | รหัสจังหวัดสองหลัก';
comment on column ita.agencies.province is 'Province | จังหวัด';
comment on column ita.agencies.region is 'Region of the country | ภาค';
comment on column ita.agencies.short_name is 'Name without the words of its kind | ชื่อย่อไม่มีคำบอกประเภท';
comment on column ita.agencies.district_code is 'Official four-digit code of the district | รหัสอำเภอสี่หลัก';
comment on column ita.agencies.province_en is 'Province in English | ชื่อจังหวัดภาษาอังกฤษ';
comment on column ita.agencies.registered is 'Whether the registry lists it (else a document named it) | อยู่ในทะเบียนหรือไม่';
comment on column ita.agencies.type_order is 'Place of the kind in announcements'' order | ลำดับประเภทตามประกาศ';
comment on column ita.agencies.sort_key is 'Thai dictionary order of the name under byte order | กุญแจเรียงชื่อตามพจนานุกรม';

create function ita.ranking_at(p_at timestamptz)
returns table (fiscal_year smallint, province_code text, province text, region text, rank integer, rank_to integer, agency_code text, agency text, type text, district text, score numeric, grade text, change numeric, last_year_score numeric, passed boolean, status text, document text, page integer, note text, score_low numeric, score_high numeric, last_year_rank integer, rank_change integer, rank_in_region integer, rank_in_region_to integer, rank_in_nation integer, rank_in_nation_to integer, document_sha256 text, type_order smallint, sort_key text)
language sql stable parallel safe as $$
    select t.fiscal_year, a.province_code, p.name, p.region,
           case when t.low is not null then (pr_best.lows_above + 1)::integer end,
           case when t.low is not null then (pr_worst.highs_above + 1 - (t.high > t.low)::integer)::integer end,
           t.agency_code, a.name, a.type, d.name,
           t.total * 0.01, t.grade,
           coalesce(t.change, t.total - last.total) * 0.01,
           case when t.change is null or last.total is null then coalesce(last.total, t.total - t.change)
                when last.total = t.total - t.change then last.total end * 0.01,
           t.passed, t.total_status, src.file_name, src.page,
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
           src.sha256, a.type_order, a.sort_key
    from ita.standings_at(p_at) t
    join store.agencies a on a.code = t.agency_code
    left join store.provinces p on p.code = a.province_code
    left join store.districts d on d.code = a.district_code
    left join ita.standings_at(p_at) last on last.agency_code = t.agency_code and last.fiscal_year = t.fiscal_year - 1
    left join lateral (
        select doc.file_name, doc.sha256, (select min(o.page) from store.observations o where o.sheet_id = t.source_sheet and o.code = 'TOTAL' and (t.total is null or o.hundredths = t.total)) as page
        from store.sheets s join store.documents doc on doc.document_no = s.document_no where s.sheet_id = t.source_sheet) src on true
    left join (
        select fiscal_year, province_code, v,
               sum(sum(lows)) over (partition by fiscal_year, province_code order by v desc) - sum(lows) as lows_above,
               sum(sum(highs)) over (partition by fiscal_year, province_code order by v desc) - sum(highs) as highs_above
        from ita.contenders_at(p_at) e cross join lateral (values (e.low, e.is_sure, 0), (e.high, 0, 1)) x (v, lows, highs)
        group by fiscal_year, province_code, v) pr_best on pr_best.fiscal_year = t.fiscal_year and pr_best.province_code = a.province_code and pr_best.v = t.high
    left join (
        select fiscal_year, province_code, v,
               sum(sum(lows)) over (partition by fiscal_year, province_code order by v desc) - sum(lows) as lows_above,
               sum(sum(highs)) over (partition by fiscal_year, province_code order by v desc) - sum(highs) as highs_above
        from ita.contenders_at(p_at) e cross join lateral (values (e.low, e.is_sure, 0), (e.high, 0, 1)) x (v, lows, highs)
        group by fiscal_year, province_code, v) pr_worst on pr_worst.fiscal_year = t.fiscal_year and pr_worst.province_code = a.province_code and pr_worst.v = t.low
    left join (
        select fiscal_year, province_code, v,
               sum(sum(lows)) over (partition by fiscal_year, province_code order by v desc) - sum(lows) as lows_above,
               sum(sum(highs)) over (partition by fiscal_year, province_code order by v desc) - sum(highs) as highs_above
        from ita.contenders_at(p_at) e cross join lateral (values (e.low, e.is_sure, 0), (e.high, 0, 1)) x (v, lows, highs)
        group by fiscal_year, province_code, v) pl_best on pl_best.fiscal_year = t.fiscal_year - 1 and pl_best.province_code = a.province_code and pl_best.v = last.high
    left join (
        select fiscal_year, province_code, v,
               sum(sum(lows)) over (partition by fiscal_year, province_code order by v desc) - sum(lows) as lows_above,
               sum(sum(highs)) over (partition by fiscal_year, province_code order by v desc) - sum(highs) as highs_above
        from ita.contenders_at(p_at) e cross join lateral (values (e.low, e.is_sure, 0), (e.high, 0, 1)) x (v, lows, highs)
        group by fiscal_year, province_code, v) pl_worst on pl_worst.fiscal_year = t.fiscal_year - 1 and pl_worst.province_code = a.province_code and pl_worst.v = last.low
    left join (
        select fiscal_year, region, v,
               sum(sum(lows)) over (partition by fiscal_year, region order by v desc) - sum(lows) as lows_above,
               sum(sum(highs)) over (partition by fiscal_year, region order by v desc) - sum(highs) as highs_above
        from ita.contenders_at(p_at) e cross join lateral (values (e.low, e.is_sure, 0), (e.high, 0, 1)) x (v, lows, highs)
        group by fiscal_year, region, v) re_best on re_best.fiscal_year = t.fiscal_year and re_best.region = p.region and re_best.v = t.high
    left join (
        select fiscal_year, region, v,
               sum(sum(lows)) over (partition by fiscal_year, region order by v desc) - sum(lows) as lows_above,
               sum(sum(highs)) over (partition by fiscal_year, region order by v desc) - sum(highs) as highs_above
        from ita.contenders_at(p_at) e cross join lateral (values (e.low, e.is_sure, 0), (e.high, 0, 1)) x (v, lows, highs)
        group by fiscal_year, region, v) re_worst on re_worst.fiscal_year = t.fiscal_year and re_worst.region = p.region and re_worst.v = t.low
    left join (
        select fiscal_year, v,
               sum(sum(lows)) over (partition by fiscal_year order by v desc) - sum(lows) as lows_above,
               sum(sum(highs)) over (partition by fiscal_year order by v desc) - sum(highs) as highs_above
        from ita.contenders_at(p_at) e cross join lateral (values (e.low, e.is_sure, 0), (e.high, 0, 1)) x (v, lows, highs)
        group by fiscal_year, v) na_best on na_best.fiscal_year = t.fiscal_year and na_best.v = t.high
    left join (
        select fiscal_year, v,
               sum(sum(lows)) over (partition by fiscal_year order by v desc) - sum(lows) as lows_above,
               sum(sum(highs)) over (partition by fiscal_year order by v desc) - sum(highs) as highs_above
        from ita.contenders_at(p_at) e cross join lateral (values (e.low, e.is_sure, 0), (e.high, 0, 1)) x (v, lows, highs)
        group by fiscal_year, v) na_worst on na_worst.fiscal_year = t.fiscal_year and na_worst.v = t.low
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
      and case when p_at is null then s.valid_to = 'infinity' and r.valid_to = 'infinity' and doc.superseded_at = 'infinity'
               else s.valid_from <= p_at and p_at < s.valid_to and r.valid_from <= p_at and p_at < r.valid_to and p_at < doc.superseded_at end
$$;
comment on function ita.ranking_at is 'The view ranking as it stood at that time. | มุมมอง ranking ณ เวลานั้น';
create view ita.ranking as select * from ita.ranking_at(null);
comment on view ita.ranking is 'Provincial and national rankings by total score. Every agency has one line per year; announcement lines whose agency is not identified follow without rank. | อันดับของหน่วยงานตามคะแนนรวม หนึ่งบรรทัดต่อหน่วยงานต่อปี บรรทัดในประกาศที่ระบุหน่วยงานไม่ได้จะแสดงต่อท้ายโดยไม่มีอันดับ';
comment on column ita.ranking.fiscal_year is 'Fiscal year of the results, Buddhist Era (2564 = October 2020 to September 2021) | ปีงบประมาณของผลการประเมิน (พ.ศ.)';
comment on column ita.ranking.province_code is 'Official two-digit code of the province | รหัสจังหวัดสองหลัก';
comment on column ita.ranking.province is 'Province | จังหวัด';
comment on column ita.ranking.region is 'Region of the country | ภาค';
comment on column ita.ranking.rank is 'Rank in the province and year by score, best first, ties share a rank; the best rank that the surviving values allow | อันดับในจังหวัดตามคะแนน คะแนนเท่ากันได้อันดับเดียวกัน เป็นอันดับดีที่สุดที่เป็นไปได้';
comment on column ita.ranking.rank_to is 'The worst rank that the surviving values allow; equal to rank where nothing is in doubt | อันดับแย่ที่สุดที่เป็นไปได้ เท่ากับ rank เมื่อไม่มีข้อสงสัย';
comment on column ita.ranking.agency_code is 'Code of the agency (Department of Local Administration, or ours where it begins with a letter) | รหัสหน่วยงาน (รหัสของกรมส่งเสริมการปกครองท้องถิ่น หรือรหัสของระบบนี้หากขึ้นต้นด้วยตัวอักษร)';
comment on column ita.ranking.agency is 'Official full name | ชื่อเต็มของหน่วยงาน';
comment on column ita.ranking.type is 'Kind: SPECIAL, PAO, TN, TM, TT, TAO, OTHER | ประเภท: SPECIAL รูปแบบพิเศษ, PAO อบจ., TN เทศบาลนคร, TM เทศบาลเมือง, TT เทศบาลตำบล, TAO อบต., OTHER อื่น ๆ';
comment on column ita.ranking.district is 'District; empty for agencies of a whole province or of none | อำเภอ ว่างหากหน่วยงานดูแลทั้งจังหวัดหรือไม่สังกัดอำเภอ';
comment on column ita.ranking.score is 'Total score, 0.00 to 100.00; empty where withheld | คะแนนรวม 0.00 ถึง 100.00 ว่างหากไม่เผยแพร่';
comment on column ita.ranking.grade is 'Grade as printed, or by the year''s scale where it needs no more than is known | ระดับผลการประเมินตามที่พิมพ์ หรือตามเกณฑ์ของปีนั้น';
comment on column ita.ranking.change is 'Difference to last year: as announced, else computed from both years'' published scores | ผลต่างจากปีที่ผ่านมา ตามประกาศ หรือคำนวณจากคะแนนสองปี';
comment on column ita.ranking.last_year_score is 'Total of the year before: as published, else score less announced difference; empty where the two contradict | คะแนนปีที่ผ่านมา ตามที่เผยแพร่ หรือคะแนนลบผลต่าง ว่างหากขัดแย้งกัน';
comment on column ita.ranking.passed is 'Whether the agency passed (85.00 and above); empty where printed verdict and score contradict | ผ่านเกณฑ์หรือไม่ (85.00 ขึ้นไป) ว่างหากขัดแย้งกัน';
comment on column ita.ranking.status is 'What the evidence says: printed, confirmed, repaired, derived publish a value; conflicting and unresolved withhold it | สถานะหลักฐาน: printed, confirmed, repaired, derived เผยแพร่ค่า ส่วน conflicting และ unresolved ไม่เผยแพร่ค่า';
comment on column ita.ranking.document is 'Name of the file that the score stands in | ชื่อไฟล์ของเอกสารต้นทาง';
comment on column ita.ranking.page is 'Page of that file, from 1 | หน้าของเอกสารต้นทาง';
comment on column ita.ranking.note is 'Why something is withheld, and the values that survive | เหตุผลที่ไม่เผยแพร่ค่า และค่าที่ยังเป็นไปได้';
comment on column ita.ranking.score_low is 'Lowest value that survives | ค่าต่ำสุดที่เป็นไปได้';
comment on column ita.ranking.score_high is 'Highest value that survives | ค่าสูงสุดที่เป็นไปได้';
comment on column ita.ranking.last_year_rank is 'Rank in the province the year before, best possible | อันดับในจังหวัดของปีที่ผ่านมา';
comment on column ita.ranking.rank_change is 'Places won since last year (last_year_rank - rank), where both ranks are certain | อันดับที่ดีขึ้นจากปีที่ผ่านมา เมื่ออันดับทั้งสองปีแน่นอน';
comment on column ita.ranking.rank_in_region is 'Rank in the region, best possible | อันดับในภาค ดีที่สุดที่เป็นไปได้';
comment on column ita.ranking.rank_in_region_to is 'Rank in the region, worst possible | อันดับในภาค แย่ที่สุดที่เป็นไปได้';
comment on column ita.ranking.rank_in_nation is 'Rank in the nation, best possible | อันดับในประเทศ ดีที่สุดที่เป็นไปได้';
comment on column ita.ranking.rank_in_nation_to is 'Rank in the nation, worst possible | อันดับในประเทศ แย่ที่สุดที่เป็นไปได้';
comment on column ita.ranking.document_sha256 is 'SHA-256 of the file''s bytes | ค่า SHA-256 ของไฟล์';
comment on column ita.ranking.type_order is 'Place of the kind in announcements'' order | ลำดับประเภทตามประกาศ';
comment on column ita.ranking.sort_key is 'Thai dictionary order of the name under byte order | กุญแจเรียงชื่อตามพจนานุกรม';

create function ita.scores_at(p_at timestamptz)
returns table (fiscal_year smallint, agency_code text, agency text, type text, district text, province_code text, province text, region text, code text, level text, score numeric, status text, candidates numeric[], grade text, documents integer, code_order integer)
language sql stable parallel safe as $$
    select s.fiscal_year, s.agency_code, a.name, a.type, d.name, a.province_code, p.name, p.region,
           u.code, case when u.code = 'TOTAL' then 'total' when u.code in ('IIT', 'EIT', 'OIT') then 'instrument' when u.code like 'IND%' then 'indicator' else 'item' end,
           u.hundredths * 0.01, u.status, (select array_agg(x * 0.01 order by x) from unnest(u.candidates) x),
           case when u.code = 'TOTAL' then (select t.grade from ita.standings_at(p_at) t where t.agency_code = s.agency_code and t.fiscal_year = s.fiscal_year) end,
           u.documents, store.code_order(u.code)
    from store.subjects s
    cross join lateral store.united(s.agency_code, s.fiscal_year, p_at) u
    join store.agencies a on a.code = s.agency_code
    left join store.provinces p on p.code = a.province_code
    left join store.districts d on d.code = a.district_code
$$;
comment on function ita.scores_at is 'The view scores as it stood at that time. | มุมมอง scores ณ เวลานั้น';
create view ita.scores as select * from ita.scores_at(null);
comment on view ita.scores is 'Every score of every agency and year, one line per code (long form). | คะแนนทุกค่าของทุกหน่วยงานทุกปี หนึ่งบรรทัดต่อหนึ่งรหัส';
comment on column ita.scores.fiscal_year is 'Fiscal year of the results, Buddhist Era (2564 = October 2020 to September 2021) | ปีงบประมาณของผลการประเมิน (พ.ศ.)';
comment on column ita.scores.agency_code is 'Code of the agency (Department of Local Administration, or ours where it begins with a letter) | รหัสหน่วยงาน (รหัสของกรมส่งเสริมการปกครองท้องถิ่น หรือรหัสของระบบนี้หากขึ้นต้นด้วยตัวอักษร)';
comment on column ita.scores.agency is 'Official full name | ชื่อเต็มของหน่วยงาน';
comment on column ita.scores.type is 'Kind: SPECIAL, PAO, TN, TM, TT, TAO, OTHER | ประเภท: SPECIAL รูปแบบพิเศษ, PAO อบจ., TN เทศบาลนคร, TM เทศบาลเมือง, TT เทศบาลตำบล, TAO อบต., OTHER อื่น ๆ';
comment on column ita.scores.district is 'District; empty for agencies of a whole province or of none | อำเภอ ว่างหากหน่วยงานดูแลทั้งจังหวัดหรือไม่สังกัดอำเภอ';
comment on column ita.scores.province_code is 'Official two-digit code of the province | รหัสจังหวัดสองหลัก';
comment on column ita.scores.province is 'Province | จังหวัด';
comment on column ita.scores.region is 'Region of the country | ภาค';
comment on column ita.scores.code is 'TOTAL, instrument (IIT, EIT, OIT), indicator (IND01..IND10) or item (i1, e1, o1 ...); items mean other questions in other years | รหัสค่า: TOTAL คะแนนรวม, IIT EIT OIT เครื่องมือ, IND01..IND10 ตัวชี้วัด, i1 e1 o1 ข้อคำถาม (ข้อเดียวกันต่างปีเป็นคนละคำถาม)';
comment on column ita.scores.level is 'total, instrument, indicator or item | ระดับ: total รวม, instrument เครื่องมือ, indicator ตัวชี้วัด, item ข้อ';
comment on column ita.scores.score is 'Score, 0.00 to 100.00; empty where withheld | คะแนน 0.00 ถึง 100.00 ว่างหากไม่เผยแพร่';
comment on column ita.scores.status is 'What the evidence says: printed, confirmed, repaired, derived publish a value; conflicting and unresolved withhold it | สถานะหลักฐาน: printed, confirmed, repaired, derived เผยแพร่ค่า ส่วน conflicting และ unresolved ไม่เผยแพร่ค่า';
comment on column ita.scores.candidates is 'Values that survive | ค่าที่ยังเป็นไปได้';
comment on column ita.scores.grade is 'Grade; for TOTAL only | ระดับผลการประเมิน เฉพาะ TOTAL';
comment on column ita.scores.documents is 'Documents that say something about it | จำนวนเอกสารที่กล่าวถึง';
comment on column ita.scores.code_order is 'Place of the code on the score sheet | ลำดับรหัสในแบบคะแนน';

create function ita.sheets_at(p_at timestamptz)
returns table (fiscal_year smallint, agency_code text, agency text, type text, district text, province_code text, province text, region text, total numeric, status text, grade text, passed boolean, iit numeric, eit numeric, oit numeric, ind01 numeric, ind02 numeric, ind03 numeric, ind04 numeric, ind05 numeric, ind06 numeric, ind07 numeric, ind08 numeric, ind09 numeric, ind10 numeric, withheld text[], documents integer, type_order smallint, sort_key text)
language sql stable parallel safe as $$
    select t.fiscal_year, t.agency_code, a.name, a.type, d.name, a.province_code, p.name, p.region,
           t.total * 0.01, t.total_status, t.grade, t.passed, t.iit * 0.01, t.eit * 0.01, t.oit * 0.01,
           t.ind01 * 0.01, t.ind02 * 0.01, t.ind03 * 0.01, t.ind04 * 0.01, t.ind05 * 0.01, t.ind06 * 0.01, t.ind07 * 0.01, t.ind08 * 0.01, t.ind09 * 0.01, t.ind10 * 0.01,
           t.withheld, t.documents, a.type_order, a.sort_key
    from ita.standings_at(p_at) t
    join store.agencies a on a.code = t.agency_code
    left join store.provinces p on p.code = a.province_code
    left join store.districts d on d.code = a.district_code
$$;
comment on function ita.sheets_at is 'The view sheets as it stood at that time. | มุมมอง sheets ณ เวลานั้น';
create view ita.sheets as select * from ita.sheets_at(null);
comment on view ita.sheets is 'One line per agency and year with total, instruments and the ten indicators (wide form). | หนึ่งบรรทัดต่อหน่วยงานต่อปี พร้อมคะแนนรวม เครื่องมือ และตัวชี้วัดทั้งสิบ';
comment on column ita.sheets.fiscal_year is 'Fiscal year of the results, Buddhist Era (2564 = October 2020 to September 2021) | ปีงบประมาณของผลการประเมิน (พ.ศ.)';
comment on column ita.sheets.agency_code is 'Code of the agency (Department of Local Administration, or ours where it begins with a letter) | รหัสหน่วยงาน (รหัสของกรมส่งเสริมการปกครองท้องถิ่น หรือรหัสของระบบนี้หากขึ้นต้นด้วยตัวอักษร)';
comment on column ita.sheets.agency is 'Official full name | ชื่อเต็มของหน่วยงาน';
comment on column ita.sheets.type is 'Kind: SPECIAL, PAO, TN, TM, TT, TAO, OTHER | ประเภท: SPECIAL รูปแบบพิเศษ, PAO อบจ., TN เทศบาลนคร, TM เทศบาลเมือง, TT เทศบาลตำบล, TAO อบต., OTHER อื่น ๆ';
comment on column ita.sheets.district is 'District; empty for agencies of a whole province or of none | อำเภอ ว่างหากหน่วยงานดูแลทั้งจังหวัดหรือไม่สังกัดอำเภอ';
comment on column ita.sheets.province_code is 'Official two-digit code of the province | รหัสจังหวัดสองหลัก';
comment on column ita.sheets.province is 'Province | จังหวัด';
comment on column ita.sheets.region is 'Region of the country | ภาค';
comment on column ita.sheets.total is 'Total score, 0.00 to 100.00; empty where withheld | คะแนนรวม 0.00 ถึง 100.00 ว่างหากไม่เผยแพร่';
comment on column ita.sheets.status is 'What the evidence says: printed, confirmed, repaired, derived publish a value; conflicting and unresolved withhold it | สถานะหลักฐาน: printed, confirmed, repaired, derived เผยแพร่ค่า ส่วน conflicting และ unresolved ไม่เผยแพร่ค่า';
comment on column ita.sheets.grade is 'Grade | ระดับผลการประเมิน';
comment on column ita.sheets.passed is 'Whether the agency passed | ผ่านเกณฑ์หรือไม่';
comment on column ita.sheets.iit is 'IIT, internal survey, 0.00 to 100.00 | IIT การประเมินการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน 0.00 ถึง 100.00';
comment on column ita.sheets.eit is 'EIT, external survey, 0.00 to 100.00 | EIT การประเมินการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก 0.00 ถึง 100.00';
comment on column ita.sheets.oit is 'OIT, open data check, 0.00 to 100.00 | OIT การเปิดเผยข้อมูลสาธารณะ 0.00 ถึง 100.00';
comment on column ita.sheets.ind01 is 'Indicator 1, performance of duties, 0.00 to 100.00 | ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ 0.00 ถึง 100.00';
comment on column ita.sheets.ind02 is 'Indicator 2, use of the budget, 0.00 to 100.00 | ตัวชี้วัดที่ 2 การใช้งบประมาณ 0.00 ถึง 100.00';
comment on column ita.sheets.ind03 is 'Indicator 3, use of power, 0.00 to 100.00 | ตัวชี้วัดที่ 3 การใช้อำนาจ 0.00 ถึง 100.00';
comment on column ita.sheets.ind04 is 'Indicator 4, use of public property, 0.00 to 100.00 | ตัวชี้วัดที่ 4 การใช้ทรัพย์สินของราชการ 0.00 ถึง 100.00';
comment on column ita.sheets.ind05 is 'Indicator 5, solving corruption, 0.00 to 100.00 | ตัวชี้วัดที่ 5 การแก้ไขปัญหาการทุจริต 0.00 ถึง 100.00';
comment on column ita.sheets.ind06 is 'Indicator 6, quality of work, 0.00 to 100.00 | ตัวชี้วัดที่ 6 คุณภาพการดำเนินงาน 0.00 ถึง 100.00';
comment on column ita.sheets.ind07 is 'Indicator 7, effectiveness of communication, 0.00 to 100.00 | ตัวชี้วัดที่ 7 ประสิทธิภาพการสื่อสาร 0.00 ถึง 100.00';
comment on column ita.sheets.ind08 is 'Indicator 8, improvement of work, 0.00 to 100.00 | ตัวชี้วัดที่ 8 การปรับปรุงการทำงาน 0.00 ถึง 100.00';
comment on column ita.sheets.ind09 is 'Indicator 9, disclosure of information, 0.00 to 100.00 | ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล 0.00 ถึง 100.00';
comment on column ita.sheets.ind10 is 'Indicator 10, prevention of corruption, 0.00 to 100.00 | ตัวชี้วัดที่ 10 การป้องกันการทุจริต 0.00 ถึง 100.00';
comment on column ita.sheets.withheld is 'Codes that documents state but whose value is withheld | รหัสที่มีในเอกสารแต่ไม่เผยแพร่ค่า';
comment on column ita.sheets.documents is 'Documents that say something about the agency and year | จำนวนเอกสาร';
comment on column ita.sheets.type_order is 'Place of the kind in announcements'' order | ลำดับประเภทตามประกาศ';
comment on column ita.sheets.sort_key is 'Thai dictionary order of the name under byte order | กุญแจเรียงชื่อตามพจนานุกรม';

create function ita.trends_at(p_at timestamptz)
returns table (fiscal_year smallint, agency_code text, agency text, type text, district text, province_code text, province text, region text, score numeric, last_year_score numeric, change numeric, first_year smallint, change_since_first numeric, years bigint)
language sql stable parallel safe as $$
    select t.fiscal_year, t.agency_code, a.name, a.type, d.name, a.province_code, p.name, p.region,
           t.total * 0.01, last.total * 0.01, (t.total - last.total) * 0.01,
           first_value(t.fiscal_year) over w, (t.total - first_value(t.total) over w) * 0.01, count(*) over w
    from ita.standings_at(p_at) t
    left join ita.standings_at(p_at) last on last.agency_code = t.agency_code and last.fiscal_year = t.fiscal_year - 1
    join store.agencies a on a.code = t.agency_code
    left join store.provinces p on p.code = a.province_code
    left join store.districts d on d.code = a.district_code
    where t.total is not null
    window w as (partition by t.agency_code order by t.fiscal_year)
$$;
comment on function ita.trends_at is 'The view trends as it stood at that time. | มุมมอง trends ณ เวลานั้น';
create view ita.trends as select * from ita.trends_at(null);
comment on view ita.trends is 'Totals over the years: change to last year and since the first year. | แนวโน้มคะแนนรวมรายปี';
comment on column ita.trends.fiscal_year is 'Fiscal year of the results, Buddhist Era (2564 = October 2020 to September 2021) | ปีงบประมาณของผลการประเมิน (พ.ศ.)';
comment on column ita.trends.agency_code is 'Code of the agency (Department of Local Administration, or ours where it begins with a letter) | รหัสหน่วยงาน (รหัสของกรมส่งเสริมการปกครองท้องถิ่น หรือรหัสของระบบนี้หากขึ้นต้นด้วยตัวอักษร)';
comment on column ita.trends.agency is 'Official full name | ชื่อเต็มของหน่วยงาน';
comment on column ita.trends.type is 'Kind: SPECIAL, PAO, TN, TM, TT, TAO, OTHER | ประเภท: SPECIAL รูปแบบพิเศษ, PAO อบจ., TN เทศบาลนคร, TM เทศบาลเมือง, TT เทศบาลตำบล, TAO อบต., OTHER อื่น ๆ';
comment on column ita.trends.district is 'District; empty for agencies of a whole province or of none | อำเภอ ว่างหากหน่วยงานดูแลทั้งจังหวัดหรือไม่สังกัดอำเภอ';
comment on column ita.trends.province_code is 'Official two-digit code of the province | รหัสจังหวัดสองหลัก';
comment on column ita.trends.province is 'Province | จังหวัด';
comment on column ita.trends.region is 'Region of the country | ภาค';
comment on column ita.trends.score is 'Total score of the year | คะแนนรวมของปี';
comment on column ita.trends.last_year_score is 'Total score of the year before, as published | คะแนนรวมของปีก่อน';
comment on column ita.trends.change is 'score - last_year_score | ผลต่างจากปีก่อน';
comment on column ita.trends.first_year is 'First year with a published total | ปีแรกที่มีคะแนนรวม';
comment on column ita.trends.change_since_first is 'score less the total of first_year | ผลต่างจากปีแรก';
comment on column ita.trends.years is 'Years with a published total up to this one | จำนวนปีที่มีคะแนนถึงปีนี้';

create function ita.evidence_at(p_at timestamptz)
returns table (fiscal_year smallint, agency_code text, agency text, code text, score numeric, status text, support text[], proof text, source text, document text, document_sha256 text, origin text, superseded boolean, page integer, line integer, x0 real, y0 real, x1 real, y1 real, as_printed text, read_as numeric, unreadable text, label text, place text, reader text, confidence real, rule text, doubt text, code_order integer, mention integer)
language sql stable parallel safe as $$
    select s.fiscal_year, s.agency_code, coalesce(a.name, s.printed[1]), r.code, r.hundredths * 0.01, r.status, r.support, r.proof, s.source,
           doc.file_name, doc.sha256, doc.origin, coalesce(p_at, 'infinity') >= doc.superseded_at and doc.superseded_at < 'infinity', o.page, o.line, o.x0, o.y0, o.x1, o.y1, o.as_printed, o.hundredths * 0.01, o.unreadable,
           o.label, o.place, o.reader, o.confidence, o.rule, o.doubt, store.code_order(r.code), o.ordinal
    from store.sheets s
    join store.documents doc on doc.document_no = s.document_no
    join store.score_records r on r.sheet_id = s.sheet_id
    left join store.observations o on o.sheet_id = s.sheet_id and o.observation_id = any (r.mentions)
    left join store.agencies a on a.code = s.agency_code
    where case when p_at is null then s.valid_to = 'infinity' and r.valid_to = 'infinity'
               else s.valid_from <= p_at and p_at < s.valid_to and r.valid_from <= p_at and p_at < r.valid_to end
$$;
comment on function ita.evidence_at is 'The view evidence as it stood at that time. | มุมมอง evidence ณ เวลานั้น';
create view ita.evidence as select * from ita.evidence_at(null);
comment on view ita.evidence is 'Each score to the places it stands in: document, page, box, printed text, proof. | หลักฐานของคะแนนแต่ละค่า: เอกสาร หน้า ตำแหน่ง ข้อความที่พิมพ์ และข้อพิสูจน์';
comment on column ita.evidence.fiscal_year is 'Fiscal year of the results, Buddhist Era (2564 = October 2020 to September 2021) | ปีงบประมาณของผลการประเมิน (พ.ศ.)';
comment on column ita.evidence.agency_code is 'Code of the agency (Department of Local Administration, or ours where it begins with a letter) | รหัสหน่วยงาน (รหัสของกรมส่งเสริมการปกครองท้องถิ่น หรือรหัสของระบบนี้หากขึ้นต้นด้วยตัวอักษร)';
comment on column ita.evidence.agency is 'Official full name | ชื่อเต็มของหน่วยงาน';
comment on column ita.evidence.code is 'Which value | รหัสค่า';
comment on column ita.evidence.score is 'What the document''s evidence comes to; empty where withheld | ค่าตามหลักฐานของเอกสาร';
comment on column ita.evidence.status is 'What the evidence says: printed, confirmed, repaired, derived publish a value; conflicting and unresolved withhold it | สถานะหลักฐาน: printed, confirmed, repaired, derived เผยแพร่ค่า ส่วน conflicting และ unresolved ไม่เผยแพร่ค่า';
comment on column ita.evidence.support is 'Identities and sources that support the value | สูตรและแหล่งที่สนับสนุนค่า';
comment on column ita.evidence.proof is 'What a checker needs to replay the decision | ข้อพิสูจน์สำหรับตรวจซ้ำ';
comment on column ita.evidence.source is 'report or announcement | ประเภทแหล่ง: report รายงานของหน่วยงาน, announcement ประกาศ';
comment on column ita.evidence.document is 'File name | ชื่อไฟล์';
comment on column ita.evidence.document_sha256 is 'SHA-256 of the file''s bytes | ค่า SHA-256 ของไฟล์';
comment on column ita.evidence.origin is 'Address it was fetched from | ที่อยู่ที่ดาวน์โหลด';
comment on column ita.evidence.superseded is 'Whether a correction has replaced the document | ถูกแทนที่ด้วยฉบับแก้ไขหรือไม่';
comment on column ita.evidence.page is 'Page, from 1 | หน้า';
comment on column ita.evidence.line is 'Line, from 1, for sources with lines | บรรทัด';
comment on column ita.evidence.x0 is 'Left edge in points from the page''s left | ขอบซ้าย (พอยต์)';
comment on column ita.evidence.y0 is 'Upper edge in points from the page''s top | ขอบบน (พอยต์)';
comment on column ita.evidence.x1 is 'Right edge | ขอบขวา';
comment on column ita.evidence.y1 is 'Lower edge | ขอบล่าง';
comment on column ita.evidence.as_printed is 'The number as printed | ตัวเลขตามที่พิมพ์';
comment on column ita.evidence.read_as is 'The number as read; empty where unreadable | ค่าที่อ่านได้';
comment on column ita.evidence.unreadable is 'Why it could not be read | เหตุผลที่อ่านไม่ได้';
comment on column ita.evidence.label is 'The words that name the value | ข้อความกำกับ';
comment on column ita.evidence.place is 'table, list, narrative or memo | ตำแหน่ง: table ตาราง, list รายการ, narrative ความเรียง, memo บันทึกข้อความ';
comment on column ita.evidence.reader is 'text, ocr or digits | ผู้อ่าน: text ข้อความ, ocr โปรแกรมอ่านภาพ, digits ตัวอ่านตัวเลข';
comment on column ita.evidence.confidence is '0 to 1, of the reading | ความเชื่อมั่นของการอ่าน 0 ถึง 1';
comment on column ita.evidence.rule is 'Reading rule that made the claim | กฎการอ่าน';
comment on column ita.evidence.doubt is 'Why the claim may not belong here; empty when it does | ข้อสงสัย';
comment on column ita.evidence.code_order is 'Place of the code on the score sheet | ลำดับรหัสในแบบคะแนน';
comment on column ita.evidence.mention is 'Reading order within the sheet | ลำดับการอ่าน';

create function ita.issues_at(p_at timestamptz)
returns table (document text, document_sha256 text, code text, severity text, message text, page integer, line integer, known_since timestamptz, ordinal integer)
language sql stable parallel safe as $$
    select doc.file_name, doc.sha256, i.code, i.severity, i.message, i.page, i.line, i.valid_from, i.ordinal
    from store.issues i join store.documents doc on doc.document_no = i.document_no
    where case when p_at is null then i.valid_to = 'infinity' else i.valid_from <= p_at and p_at < i.valid_to end
$$;
comment on function ita.issues_at is 'The view issues as it stood at that time. | มุมมอง issues ณ เวลานั้น';
create view ita.issues as select * from ita.issues_at(null);
comment on view ita.issues is 'What a person should know about the documents. | ข้อสังเกตเกี่ยวกับเอกสาร';
comment on column ita.issues.document is 'File name | ชื่อไฟล์';
comment on column ita.issues.document_sha256 is 'SHA-256 of the file''s bytes | ค่า SHA-256 ของไฟล์';
comment on column ita.issues.code is 'ITA and three digits, explained in docs/errors | รหัสข้อสังเกต';
comment on column ita.issues.severity is 'info, warning or error (error: something is withheld or missing because of it) | ระดับ: info, warning, error';
comment on column ita.issues.message is 'What is printed, what was expected, what to do | คำอธิบาย';
comment on column ita.issues.page is 'Page, from 1 | หน้า';
comment on column ita.issues.line is 'Line, from 1 | บรรทัด';
comment on column ita.issues.known_since is 'When it was found | เวลาที่พบ';
comment on column ita.issues.ordinal is 'Order in the document | ลำดับในเอกสาร';

create view ita.coverage as
    select y.fiscal_year, a.code as agency_code, a.name as agency, a.type, d.name as district, a.province_code, p.name as province, p.region,
           coalesce(t.documents, 0) as documents,
           coalesce(c.reports, 0) as reports, coalesce(c.announcements, 0) as announcements,
           coalesce(t.total_status, 'missing') as status, a.type_order, a.sort_key
    from (select distinct fiscal_year from store.subjects) y
    cross join store.agencies a
    left join ita.standings_at(null) t on t.agency_code = a.code and t.fiscal_year = y.fiscal_year
    left join (
        select s.agency_code, s.fiscal_year, count(distinct s.document_no) filter (where s.source = 'report') as reports, count(distinct s.document_no) filter (where s.source = 'announcement') as announcements
        from store.sheets s join store.documents doc on doc.document_no = s.document_no
        where s.valid_to = 'infinity' and doc.superseded_at = 'infinity' and s.agency_code is not null
        group by s.agency_code, s.fiscal_year) c on c.agency_code = a.code and c.fiscal_year = y.fiscal_year
    left join store.provinces p on p.code = a.province_code
    left join store.districts d on d.code = a.district_code;
comment on view ita.coverage is 'Which agency is known in which year, and who is missing. | ความครอบคลุม: หน่วยงานใดมีข้อมูลปีใด และขาดข้อมูลใด';
comment on column ita.coverage.fiscal_year is 'Fiscal year of the results, Buddhist Era (2564 = October 2020 to September 2021) | ปีงบประมาณของผลการประเมิน (พ.ศ.)';
comment on column ita.coverage.agency_code is 'Code of the agency (Department of Local Administration, or ours where it begins with a letter) | รหัสหน่วยงาน (รหัสของกรมส่งเสริมการปกครองท้องถิ่น หรือรหัสของระบบนี้หากขึ้นต้นด้วยตัวอักษร)';
comment on column ita.coverage.agency is 'Official full name | ชื่อเต็มของหน่วยงาน';
comment on column ita.coverage.type is 'Kind: SPECIAL, PAO, TN, TM, TT, TAO, OTHER | ประเภท: SPECIAL รูปแบบพิเศษ, PAO อบจ., TN เทศบาลนคร, TM เทศบาลเมือง, TT เทศบาลตำบล, TAO อบต., OTHER อื่น ๆ';
comment on column ita.coverage.district is 'District; empty for agencies of a whole province or of none | อำเภอ ว่างหากหน่วยงานดูแลทั้งจังหวัดหรือไม่สังกัดอำเภอ';
comment on column ita.coverage.province_code is 'Official two-digit code of the province | รหัสจังหวัดสองหลัก';
comment on column ita.coverage.province is 'Province | จังหวัด';
comment on column ita.coverage.region is 'Region of the country | ภาค';
comment on column ita.coverage.documents is 'Documents that count | จำนวนเอกสารที่นับ';
comment on column ita.coverage.reports is 'Own reports that count | จำนวนรายงานของหน่วยงาน';
comment on column ita.coverage.announcements is 'Announcements that count | จำนวนประกาศ';
comment on column ita.coverage.status is 'Status of the total; missing where nothing is known | สถานะของคะแนนรวม missing หากไม่มีข้อมูล';
comment on column ita.coverage.type_order is 'Place of the kind in announcements'' order | ลำดับประเภทตามประกาศ';
comment on column ita.coverage.sort_key is 'Thai dictionary order of the name under byte order | กุญแจเรียงชื่อตามพจนานุกรม';
