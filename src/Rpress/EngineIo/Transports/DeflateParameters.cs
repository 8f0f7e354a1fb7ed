namespace Rpress;

/// <summary>The parameters of permessage-deflate.</summary>
[Flags]
internal enum DeflateParameters
{
    /// <summary>One that the extension does not have, or that has a value it may not have.</summary>
    None = 0,

    ServerNoContextTakeover = 1,

    ClientNoContextTakeover = 2,

    ServerMaxWindowBits = 4,

    ClientMaxWindowBits = 8,
}
