global using Streaming.TestSupport;
global using Xunit;
