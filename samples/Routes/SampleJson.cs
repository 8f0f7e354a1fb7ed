using System.Text.Json;
using System.Text.Json.Serialization;

namespace RoutesSample;

/// <summary>The types that go over the wire. A missing name, or a null where none is declared, makes a request malformed: 400.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(List<User>))]
[JsonSerializable(typeof(NewUser))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(List<Order>))]
[JsonSerializable(typeof(NewOrder))]
internal sealed partial class SampleJson : JsonSerializerContext;
