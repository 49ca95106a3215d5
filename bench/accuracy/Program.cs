using System.Globalization;
using System.Text;
using ItaIngest.Bench;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = Encoding.UTF8;
switch (args)
{
    case ["crops", .. var files]:
        Crops.Read(files);
        return 0;
    case ["pages", var folder]:
        Pages.Read(folder);
        return 0;
    default:
        Console.Error.WriteLine("usage: crops [--model MODEL.bin] FILE.crops...   one line a crop: label, reading, probabilities\n       pages FOLDER           reads FOLDER/*.pgm, one line a token");
        return 2;
}
