using System.Diagnostics;

namespace Streaming.Bench;

/// <summary>Keeps the calling thread, and native threads that it starts from then on, on one core.</summary>
internal static class CoreAffinity
{
    /// <summary>Binds the calling thread; does nothing where the system is not Linux.</summary>
    /// <param name="index">Any number; cores are used in turn.</param>
    public static void Pin(int index)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // "123/task/456": the only managed way to the kernel's id of this thread.
        var link = File.ResolveLinkTarget("/proc/thread-self", returnFinalTarget: false);
        int id = int.Parse(Path.GetFileName(link!.FullName));
        // The kernel takes any thread's id where it takes a process's.
        using var thread = Process.GetProcessById(id);
        thread.ProcessorAffinity = (nint)1 << (index % Environment.ProcessorCount);
    }
}
