using System.Net;
using System.Net.Sockets;

namespace Streaming.Acceptance.Tests;

internal static class Addresses
{
    /// <summary>An address at which nobody listens.</summary>
    public static string Nobody()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
