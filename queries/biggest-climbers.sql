-- The hundred agencies whose total rose most from one published year to the next. | หน่วยงานที่คะแนนเพิ่มขึ้นมากที่สุด
select fiscal_year, agency, type, province, last_year_score, score, change
from ita.trends
where change > 0
order by change desc, fiscal_year, agency_code collate "C"
limit 100;
