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
    public void A_ruling_from_edge_to_edge_beside_the_print_is_no_print()
    {
        var grey = Paper(80, 40);
        for (var y = 0; y < 40; y++) grey.Pixels.AsSpan(y * 80 + 10, 2).Fill(10);
        for (var y = 12; y < 30; y++) grey.Pixels.AsSpan(y * 80 + 30, 6).Fill(20);
        var tight = Crop.Tighten(grey).ShouldNotBeNull();
        tight.Width.ShouldBeLessThan(20);
        tight.Height.ShouldBeLessThan(28);
    }

    [Fact]
    public void Faint_print_is_found_beside_a_black_speck_and_in_uneven_light()
    {
        var grey = Paper(80, 40);
        for (var y = 0; y < 40; y++)
            for (var x = 0; x < 80; x++) grey.Pixels[y * 80 + x] -= (byte)(x / 4);
        for (var y = 10; y < 30; y++)
            foreach (var x in new[] { 20, 30, 40, 50, 60 }) grey.Pixels.AsSpan(y * 80 + x, 2).Fill((byte)(grey.Pixels[y * 80 + x] - 60));
        grey.Pixels.AsSpan(15 * 80 + 35, 2).Clear();
        var tight = Crop.Tighten(grey).ShouldNotBeNull();
        tight.Width.ShouldBeInRange(45, 60);
        tight.Height.ShouldBeInRange(22, 32);
    }

    private static GreyImage Paper(int width, int height)
    {
        var pixels = new byte[width * height];
        Array.Fill(pixels, (byte)240);
        return new GreyImage(width, height, pixels);
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
