-- Scores that are printed wrongly and were repaired by proof: what is printed, what is proved, and how. | คะแนนที่พิมพ์ผิดและแก้ไขโดยมีข้อพิสูจน์
select fiscal_year, agency, code, as_printed, score, support, proof, document, page
from ita.evidence
where status = 'repaired' and not superseded
order by fiscal_year, agency collate "C", code_order, mention;
