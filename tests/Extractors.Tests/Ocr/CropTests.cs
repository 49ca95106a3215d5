using ItaIngest.Extractors.Ocr;

namespace ItaIngest.Extractors.Tests.Ocr;

public sealed class CropTests
{
    [Fact]
    public void A_crop_is_cut_and_fitted_pixel_for_pixel_as_in_training()
    {
        foreach (var sample in Sample.All)
        {
            var tight = Crop.Tighten(sample.Grey);
            var fitted = tight is not null && tight.Width <= 9 * tight.Height ? Crop.Fit(tight) : null;
            (fitted is null).ShouldBe(sample.Fitted is null, sample.Text);
            if (fitted is null || sample.Fitted is null) continue;
            fitted.Width.ShouldBe(sample.Fitted.Width, sample.Text);
            fitted.Pixels.AsSpan().SequenceEqual(sample.Fitted.Pixels).ShouldBeTrue(sample.Text);
        }
    }

    [Fact]
    public void An_empty_cell_has_nothing_to_read()
    {
        var paper = new byte[60 * 30];
        Array.Fill(paper, (byte)244);
        Crop.Tighten(new GreyImage(60, 30, paper)).ShouldBeNull();
    }

    [Fact]
    public void A_ruling_left_at_the_upper_edge_is_no_print()
    {
        var grey = new byte[80 * 40];
        Array.Fill(grey, (byte)240);
        Array.Fill(grey, (byte)10, 0, 3 * 80);
        for (var y = 12; y < 30; y++) grey.AsSpan(y * 80 + 30, 6).Fill(20);
        var tight = Crop.Tighten(new GreyImage(80, 40, grey)).ShouldNotBeNull();
        tight.Height.ShouldBeLessThan(28);
        tight.Row(0).ToArray().ShouldAllBe(g => g > 200);
    }

    [Fact]
    public void Components_touching_only_at_a_corner_are_one()
    {
        bool[] ink = [true, false, false, true,
                      false, true, false, true,
                      false, false, false, false,
                      true, true, false, true];
        Components.Find(ink, 4, 4).Select(c => (c.X0, c.Y0, c.X1, c.Y1, c.Area)).ShouldBe(
            [(0, 0, 2, 2, 2), (3, 0, 4, 2, 2), (0, 3, 2, 4, 2), (3, 3, 4, 4, 1)]);
    }
}
