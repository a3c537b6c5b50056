using System.Globalization;
using System.Text;

namespace Streaming;

/// <summary>The sink <c>console</c>: each batch as a table. Options <c>numRows</c> (20) and <c>truncate</c> (true).</summary>
public sealed class ConsoleSinkProvider : IStreamSinkProvider
{
    /// <inheritdoc/>
    public string ShortName => "console";

    /// <inheritdoc/>
    public bool AllowsTemporaryCheckpoint => true;

    /// <inheritdoc/>
    public IStreamSink<T> CreateSink<T>(SinkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var settings = context.Settings as ConsoleSinkOptions ?? new ConsoleSinkOptions { Output = context.Settings as TextWriter };
        int numRows = settings.NumRows;
        if (context.Options.Get("numRows") is { } rows
            && !int.TryParse(rows, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out numRows))
        {
            throw StreamOptions.Invalid("numRows", rows, "an integer");
        }

        bool truncate = settings.Truncate;
        if (context.Options.Get("truncate") is { } text && !bool.TryParse(text, out truncate))
        {
            throw new StreamingException("INVALID_OPTION_VALUE", $"{text} is not a boolean string. Option 'truncate' of sink 'console' is true or false.");
        }

        if (settings.Output is null)
        {
            UseUtf8();
        }

        return new ConsoleSink<T>(settings.Output, numRows, truncate, context.Schema);
    }

    // Where the console has another code page, wide characters and accents would come out as question marks.
    private static void UseUtf8()
    {
        if (Console.OutputEncoding.CodePage == Encoding.UTF8.CodePage)
        {
            return;
        }

        try
        {
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        }
        catch (Exception error) when (error is IOException or PlatformNotSupportedException or System.Security.SecurityException)
        {
            // No console to set: what is written goes to a pipe or nowhere.
        }
    }
}
