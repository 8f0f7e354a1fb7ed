using System.Net;
using Rpress;

namespace RoutesSample;

/// <summary>Orders of a user; the second controller on the same database.</summary>
internal sealed class OrderController(Database database)
{
    public RpressRoutes Routes()
    {
        var routes = new RpressRoutes();
        routes.Get("/users/:id/orders", ListAsync);
        routes.Post("/users/:id/orders", CreateAsync);
        return routes;
    }

    private async Task<List<Order>> ListAsync(RequestPayload request)
    {
        User user = await RequireUserAsync(request);
        return await database.ListOrdersAsync(user.Id, request.Aborted);
    }

    private async Task<ResponsePayload> CreateAsync(RequestPayload request)
    {
        User user = await RequireUserAsync(request);
        NewOrder wanted = await request.Body.ReadJsonAsync<NewOrder>(request.Aborted);
        if (wanted.Quantity < 1)
        {
            return ResponsePayload.Error(HttpStatusCode.UnprocessableEntity, "The quantity has to be 1 or more.");
        }

        Order order = await database.CreateOrderAsync(user.Id, wanted, request.Aborted);
        return ResponsePayload.Json(order).WithStatus(HttpStatusCode.Created);
    }

    private async Task<User> RequireUserAsync(RequestPayload request)
    {
        long id = request.Params.Get<long>("id");
        return await database.FindUserAsync(id, request.Aborted) ?? throw new NotFoundError($"User {id}");
    }
}
