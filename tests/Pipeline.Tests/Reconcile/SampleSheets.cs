namespace ItaIngest.Pipeline.Tests.Reconciling;

/// <summary>Real sheets, typed from the published papers: scores only.</summary>
internal static class SampleSheets
{
    /// <summary>FY2568: two misprinted items (i9 and i12) and OIT items that repeat the numbers of EIT items.</summary>
    public static Written Loengfaek() => Written.In(2568).Table("""
        IND01 86.08 IND02 86.67 IND03 92.94 IND04 76.86 IND05 74.70
        IND06 93.42 IND07 87.00 IND08 86.42 IND09 52.50 IND10 70.00
        i1 ๘๐.๐๐ i2 ๘๔.๑๒ i3 ๙๔.๑๒ i4 ๘๓.๕๓ i5 ๘๘.๘๒ i6 ๘๗.๖๕ i7 ๙๔.๑๒ i8 ๙๓.๕๓ i9 ๙๑.๑๓
        i10 ๖๑.๑๘ i11 ๙๓.๕๓ i12 ๗๕.๘๕ i13 ๗๕.๒๙ i14 ๗๓.๕๓ i15 ๗๕.๒๙
        e1 ๙๕.๐๐ e2 ๙๕.๐๐ e3 ๙๗.๕๐ e4 ๙๔.๕๐ e5 ๙๒.๕๐ e6 ๙๓.๐๐ e7 ๙๓.๐๐ e8 ๙๓.๕๐ e9 ๙๓.๐๐
        o1 ๙๓.๐๐ o2 ๙๓.๕๐ o21 ๙๓.๐๐ o22 ๙๓.๕๐ o24 ๙๓.๐๐ o25 ๙๓.๕๐
        """).Text("""
        i1 ๘๐.๐๐ i2 ๘๔.๑๒ i3 ๙๔.๑๒ i4 ๘๓.๕๓ i5 ๘๘.๘๒ i6 ๘๗.๖๕ i7 ๙๔.๑๒ i8 ๙๓.๕๓ i9 ๙๑.๑๓
        i10 ๖๑.๑๘ i11 ๙๓.๕๓ i12 ๗๕.๘๕ i13 ๑๐๐ i14 ๑๐๐ i15 ๑๐๐
        e1 ๙๕.๐๕ e2 ๙๕.๐๕ e4 ๑๐๐ e5 ๑๐๐ e6 ๑๐๐ e8 ๙๙.๐๕ e9 ๙๙.๐๕
        o1 ๑๐๐ o2 ๑๐๐ o3 ๑๐๐ o4 ๑๐๐ o21 ๑๐๐ o22 ๑๐๐ o23 ๑๐๐
        """);

    /// <summary>FY2563: the text calls indicator 9 the lowest with indicator 10's number.</summary>
    public static Written Thamrong() => Written.In(2563).Text("TOTAL ๘๒.๓๕").Table("""
        IND01 ๙๘.๐๖ IND02 ๙๖.๐๕ IND03 ๙๖.๙๒ IND04 ๙๔.๔๘ IND05 ๙๙.๓๐ IND06 ๘๗.๖๘ IND07 ๘๘.๗๗ IND08 ๘๓.๖๕ IND09 ๘๖.๒๘ IND10 ๕๐.๐๐
        """).Text("IND04 ๙๔.๔๘ IND08 ๘๓.๖๕ IND09 ๕๐.๐๐");

    /// <summary>FY2564.</summary>
    public static Written Suso() => Written.In(2564).Text("TOTAL ๙๓.๒๖").Table("""
        IND01 ๑๐๐ IND02 ๙๙.๔๘ IND03 ๑๐๐ IND04 ๘๓.๘๕ IND05 ๑๐๐ IND06 ๙๓.๒๔ IND07 ๘๕.๙๕ IND08 ๘๗.๐๙ IND09 ๙๕.๒๘ IND10 ๙๒.๘๖
        """);

    /// <summary>FY2567: the total is a hundredth off the plainly rounded sum, within the rounding of its parts.</summary>
    public static Written Nahom() => Written.In(2567).Text("TOTAL 85.83").Table("""
        IND01 88.13 IND02 93.54 IND03 98.13 IND04 73.96 IND05 88.13 IND06 92.57 IND07 84.93 IND08 71.33 IND09 87.14 IND10 85.00
        i1 81.25 i2 86.25 i3 96.88 i4 93.75 i5 91.25 i6 95.63 i7 96.88 i8 97.50 i9 100.00 i10 56.25 i11 98.75 i12 66.88 i13 93.75 i14 86.25 i15 84.38
        e1 87.60 e2 88.80 e3 100.00 e4 83.00 e5 92.00 e6 87.00 e7 79.60 e8 82.40 e9 34.00
        o1 100.00 o2 100.00 o3 100.00 o4 100.00 o5 100.00 o6 100.00 o7 100.00 o8 100.00 o9 0.00 o10 100.00 o11 100.00 o12 100.00 o13 100.00
        o14 100.00 o15 100.00 o16 100.00 o17 0.00 o18 100.00 o19 0.00 o20 100.00 o21 100.00 o22 100.00 o23 100.00 o24 100.00 o25 100.00
        o26 100.00 o27 100.00 o28 100.00 o29 100.00 o30 100.00 o31 100.00 o32 100.00 o33 100.00 o34 0.00 o35 100.00
        """);
}
