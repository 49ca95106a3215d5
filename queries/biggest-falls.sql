-- The hundred agencies whose total fell most from one published year to the next. | หน่วยงานที่คะแนนลดลงมากที่สุด
select fiscal_year, agency, type, province, last_year_score, score, change
from ita.trends
where change < 0
order by change, fiscal_year, agency_code collate "C"
limit 100;
