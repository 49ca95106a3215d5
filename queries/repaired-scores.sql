-- Scores that are printed wrongly and were repaired by proof: what is printed, what is proved, and how. | คะแนนที่พิมพ์ผิดและแก้ไขโดยมีข้อพิสูจน์
select fiscal_year, agency, code, string_agg(distinct as_printed, ', ') as as_printed, count(*) as mentions, score, support, proof, document
from ita.evidence
where status = 'repaired' and not superseded
group by fiscal_year, agency, code, code_order, score, support, proof, document, document_sha256
order by fiscal_year, agency collate "C", code_order, document_sha256 collate "C";
