using System.Text.Json.Serialization;

namespace Rpress.SocketIo.Protocol.Tests.Events;

[JsonDerivedType(typeof(GeneratedCircle), "circle")]
internal abstract record GeneratedShape;
