namespace Streaming;

/// <summary>Computes one row of a call: reads the arguments from the frame and stores the result there.</summary>
internal delegate void RowFunction(CallFrame frame, int row);
