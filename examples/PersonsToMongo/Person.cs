/// <summary>A person, as JSON in the topic.</summary>
internal sealed record Person(string Name, string Surname, string Email, string City, int Age);
