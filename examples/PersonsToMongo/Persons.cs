using System.Text.Json;
using Bogus;
using Confluent.Kafka;
using Streaming.Examples;

/// <summary>The producer: an ordinary Kafka client that sends made-up persons.</summary>
internal static class Persons
{
    private static readonly Faker<Person> MadeUp = new Faker<Person>().CustomInstantiator(fake =>
    {
        string name = fake.Name.FirstName();
        string surname = fake.Name.LastName();
        return new Person(name, surname, fake.Internet.Email(name, surname), fake.Address.City(), fake.Random.Int(18, 90));
    });

    /// <summary>Sends a person at once and another after each interval.</summary>
    public static async Task SendAsync(string servers, string topic, TimeSpan interval, int count, CancellationToken stopping)
    {
        using var producer = Example.NewProducer(servers);
        using var timer = new PeriodicTimer(interval);
        for (int i = 0; i < count; i++)
        {
            string json = JsonSerializer.Serialize(MadeUp.Generate(), JsonSerializerOptions.Web);
            await producer.ProduceAsync(topic, new Message<Null, string> { Value = json }, stopping);
            Console.WriteLine($"Sent {json}");
            if (i + 1 < count)
            {
                await timer.WaitForNextTickAsync(stopping);
            }
        }
    }
}
