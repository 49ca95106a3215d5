-- Agencies of which nothing is known in a year that is known for others of their province. | หน่วยงานที่ยังไม่มีข้อมูล
select c.fiscal_year, c.province, c.agency_code, c.agency, c.type, c.district
from ita.coverage c
where c.status = 'missing'
  and exists (select from ita.coverage k where k.fiscal_year = c.fiscal_year and k.province_code = c.province_code and k.documents > 0)
order by c.fiscal_year, c.province_code collate "C", c.type_order, c.sort_key collate "C";
