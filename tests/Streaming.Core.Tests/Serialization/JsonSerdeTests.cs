using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Streaming.Core.Tests;

public sealed record JsonPerson(string Name, int Age);

[JsonSerializable(typeof(JsonPerson))]
public sealed partial class JsonPersonContext : JsonSerializerContext;

public sealed class JsonSerdeTests
{
    [Fact]
    public void PropertyNamesAreAsTheyAre()
    {
        var serde = Serdes.Json<JsonPerson>();
        Assert.Equal("""{"Name":"a","Age":3}""", Encoding.UTF8.GetString(SerdeCheck.Bytes(serde, new JsonPerson("a", 3))));
        Assert.Equal(new JsonPerson("a", 3), SerdeCheck.RoundTrip(serde, new JsonPerson("a", 3)));
    }

    [Fact]
    public void SourceGeneratedContextsAreTaken()
    {
        var byInfo = Serdes.Json(JsonPersonContext.Default.JsonPerson);
        var byOptions = Serdes.Json<JsonPerson>(new JsonSerializerOptions { TypeInfoResolver = JsonPersonContext.Default, PropertyNamingPolicy = JsonNamingPolicy.CamelCase });
        Assert.Equal(new JsonPerson("b", 4), SerdeCheck.RoundTrip(byInfo, new JsonPerson("b", 4)));
        Assert.Equal("""{"name":"b","age":4}""", Encoding.UTF8.GetString(SerdeCheck.Bytes(byOptions, new JsonPerson("b", 4))));
    }

    [Fact]
    public void WritersOfDifferentOptionsDoNotMix()
    {
        var indented = Serdes.Json<JsonPerson>(new JsonSerializerOptions { WriteIndented = true });
        var plain = Serdes.Json<JsonPerson>();
        Assert.Contains('\n', Encoding.UTF8.GetString(SerdeCheck.Bytes(indented, new JsonPerson("a", 3))));
        Assert.DoesNotContain('\n', Encoding.UTF8.GetString(SerdeCheck.Bytes(plain, new JsonPerson("a", 3))));
    }

    [Fact]
    public void MalformedTextIsAFormatException()
    {
        var serde = Serdes.Json<JsonPerson>();
        Assert.Contains("no JSON of type JsonPerson", Assert.Throws<FormatException>(() => serde.Read("{"u8)).Message, StringComparison.Ordinal);
        Assert.Contains("null", Assert.Throws<FormatException>(() => serde.Read("null"u8)).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => serde.Read("""{"Name":"a","Age":"x"}"""u8));
        Assert.Throws<FormatException>(() => serde.Read([]));
    }

    [Fact]
    public void TopicsGetPlainFormsOrJson()
    {
        Assert.Same(Serdes.Utf8, Serdes.DefaultTopic<string>());
        Assert.Same(Serdes.Int64, Serdes.DefaultTopic<long>());
        Assert.Equal([0, 0, 0, 7], SerdeCheck.Bytes(Serdes.DefaultTopic<int?>(), 7));
        Assert.Equal("""{"Item1":"a","Item2":1}""", Encoding.UTF8.GetString(SerdeCheck.Bytes(Serdes.DefaultTopic<(string, int)>(), ("a", 1))));
        Assert.Equal("1.50", Encoding.UTF8.GetString(SerdeCheck.Bytes(Serdes.DefaultTopic<decimal>(), 1.50m)));
        Assert.Equal(("a", 1), SerdeCheck.RoundTrip(Serdes.DefaultTopic<(string, int)>(), ("a", 1)));
    }
}
