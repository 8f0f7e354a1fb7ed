using System.Buffers;
using System.Globalization;

namespace Rpress.TestKit;

/// <summary>Collects what arrives on one HTTP/2 stream.</summary>
internal sealed class RawHttp2Stream
{
    private readonly List<int> _interim = [];
    private readonly ArrayBufferWriter<byte> _body = new();
    private IReadOnlyList<KeyValuePair<string, string>> _headers = [];
    private IReadOnlyList<KeyValuePair<string, string>> _trailers = [];
    private int _status;
    private int? _resetErrorCode;
    private bool _isComplete;

    public bool IsOver => _isComplete || _resetErrorCode is not null;

    public void AddFields(IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        if (fields.FirstOrDefault(field => field.Key == ":status") is not { Value: { } text })
        {
            _trailers = fields;
            return;
        }

        var status = int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
        if (status is >= 100 and < 200)
        {
            _interim.Add(status);
            return;
        }

        _status = status;
        _headers = [.. fields.Where(field => !field.Key.StartsWith(':'))];
    }

    public void AddData(ReadOnlySpan<byte> data) => _body.Write(data);

    public void Complete() => _isComplete = true;

    public void Reset(int errorCode) => _resetErrorCode = errorCode;

    public RawHttp2Response ToResponse(int? goAwayErrorCode, bool isConnectionClosed) => new()
    {
        Status = _status,
        Headers = _headers,
        Trailers = _trailers,
        Interim = _interim,
        Body = _body.WrittenSpan.ToArray(),
        IsComplete = _isComplete,
        ResetErrorCode = _resetErrorCode,
        GoAwayErrorCode = goAwayErrorCode,
        IsConnectionClosed = isConnectionClosed,
    };
}
