namespace ItaIngest.Variants;

/// <summary>How many truths came out how.</summary>
public sealed class Tally
{
    public int Scores { get; set; }

    public int Right { get; set; }

    public int ProvenWrong { get; set; }

    public int PrintedWrong { get; set; }

    public int Withheld { get; set; }

    /// <summary>Withheld where nobody could know better: not counted among the scores.</summary>
    public int Excused { get; set; }

    public int Overclaimed { get; set; }

    public int Invented { get; set; }

    public int Documents { get; set; }

    public int DocumentsRight { get; set; }

    public int AgencyWrong { get; set; }

    public int YearWrong { get; set; }

    public int Rows { get; set; }

    public int RowsRight { get; set; }

    public int RowsWrong { get; set; }

    public int RowsWithheld { get; set; }

    public int NamesRight { get; set; }

    public int NamesWrong { get; set; }

    public int NamesWithheld { get; set; }

    public int Missing { get; set; }

    public int MissingNamed { get; set; }

    /// <summary>Nothing published that is not true.</summary>
    public bool Clean => ProvenWrong + PrintedWrong + Overclaimed + Invented + AgencyWrong + YearWrong + RowsWrong + NamesWrong == 0;

    public void Add(Tally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Scores += other.Scores;
        Right += other.Right;
        ProvenWrong += other.ProvenWrong;
        PrintedWrong += other.PrintedWrong;
        Withheld += other.Withheld;
        Excused += other.Excused;
        Overclaimed += other.Overclaimed;
        Invented += other.Invented;
        Documents += other.Documents;
        DocumentsRight += other.DocumentsRight;
        AgencyWrong += other.AgencyWrong;
        YearWrong += other.YearWrong;
        Rows += other.Rows;
        RowsRight += other.RowsRight;
        RowsWrong += other.RowsWrong;
        RowsWithheld += other.RowsWithheld;
        NamesRight += other.NamesRight;
        NamesWrong += other.NamesWrong;
        NamesWithheld += other.NamesWithheld;
        Missing += other.Missing;
        MissingNamed += other.MissingNamed;
    }
}
