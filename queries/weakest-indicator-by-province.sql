-- The indicator with the lowest mean in each province, over all years and agencies. | ตัวชี้วัดที่อ่อนที่สุดของแต่ละจังหวัด
select distinct on (province_code) province, indicator, round(sum(points) / sum(agencies), 2) as mean, sum(agencies) as sheets
from ita.indicator_means
group by province_code, province, indicator
order by province_code, sum(points) / sum(agencies), indicator;
