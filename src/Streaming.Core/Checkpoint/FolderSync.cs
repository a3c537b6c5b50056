using System.Runtime.InteropServices;

namespace Streaming;

/// <summary>fsync of a folder, which .NET has no call for. Unix only; Windows journals folder entries itself.</summary>
internal static partial class FolderSync
{
    private const int InterruptedCall = 4;
    private const int InvalidArgument = 22;

    public static void Sync(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int closeOnExec = OperatingSystem.IsMacOS() ? 0x1000000 : OperatingSystem.IsFreeBSD() ? 0x100000 : 0x80000;
        int handle;
        do
        {
            handle = Open(folder, closeOnExec);
        }
        while (handle < 0 && Marshal.GetLastPInvokeError() == InterruptedCall);
        if (handle < 0)
        {
            throw Failure("open", folder);
        }

        try
        {
            while (Fsync(handle) != 0)
            {
                int error = Marshal.GetLastPInvokeError();
                if (error == InvalidArgument)
                {
                    return; // a file system without fsync for folders
                }

                if (error != InterruptedCall)
                {
                    throw Failure("fsync", folder);
                }
            }
        }
        finally
        {
            _ = Close(handle);
        }
    }

    private static IOException Failure(string call, string folder)
    {
        string reason = Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
        return new IOException($"Cannot {call} the folder {folder}: {reason}.");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);
}
