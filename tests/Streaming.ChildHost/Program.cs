using System.Reflection;
using System.Runtime.Loader;

namespace Streaming.ChildHost;

/// <summary>Runs one scenario of a test assembly in a process of its own: ASSEMBLY SCENARIO ARGS...</summary>
internal static class Program
{
    private const string Attribute = "Streaming.TestSupport.ChildScenarioAttribute";

    private static async Task<int> Main(string[] args)
    {
        if (args.Length < 2)
        {
            await Console.Error.WriteLineAsync("usage: Streaming.ChildHost ASSEMBLY SCENARIO ARGS...");
            return 64;
        }

        string path = Path.GetFullPath(args[0]);
        UseDependenciesOf(path);
        var found = Find(AssemblyLoadContext.Default.LoadFromAssemblyPath(path), args[1]);
        if (found is null)
        {
            await Console.Error.WriteLineAsync($"{path} has no static method with [ChildScenario(\"{args[1]}\")].");
            return 65;
        }

        try
        {
            return await Run(found, args[2..]);
        }
        catch (Exception error)
        {
            await Console.Error.WriteLineAsync(error.ToString());
            return 1;
        }
    }

    // The test assembly's own deps.json knows its packages and native libraries.
    private static void UseDependenciesOf(string path)
    {
        var resolver = new AssemblyDependencyResolver(path);
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            resolver.ResolveAssemblyToPath(name) is { } file ? context.LoadFromAssemblyPath(file) : null;
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) =>
            resolver.ResolveUnmanagedDllToPath(name) is { } file ? System.Runtime.InteropServices.NativeLibrary.Load(file) : 0;
    }

    private static MethodInfo? Find(Assembly assembly, string scenario) => assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .FirstOrDefault(method => method.CustomAttributes.Any(data =>
            data.AttributeType.FullName == Attribute && (string?)data.ConstructorArguments[0].Value == scenario));

    private static async Task<int> Run(MethodInfo method, string[] args)
    {
        object?[] arguments = method.GetParameters().Length == 0 ? [] : [args];
        switch (method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null))
        {
            case int code:
                return code;
            case Task<int> coded:
                return await coded;
            case Task task:
                await task;
                return 0;
            default:
                return 0;
        }
    }
}
